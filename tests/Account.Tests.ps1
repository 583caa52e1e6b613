# Round trips of account objects through PowerShell's own modules. tests/NanoGpt.PowerShell.Tests/Engine/AccountTests.cs has the
# other tests of these cmdlets.
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'
    Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
}
AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'An account object' {
    It 'is complete after Export-Clixml: <_>' -ForEach 'Get-NanoGptUsage', 'Get-NanoGptSubscription', 'Get-NanoGptBalance' {
        $original = @(& $_)[0]
        $path = Join-Path $TestDrive 'object.xml'
        $original | Export-Clixml $path
        $copy = Import-Clixml $path
        $properties = $original.PSObject.Properties.Name
        $copy.PSObject.Properties.Name | Where-Object { $_ -notlike 'View*' } | Should -Be $properties
        foreach ($property in $properties -ne 'AdditionalProperties') {
            $copy.$property | Should -BeExactly $original.$property
            if ($null -ne $original.$property) { $copy.$property | Should -BeOfType $original.$property.GetType() }
        }
        $copy | Format-List | Get-Screen | Should -Be ($original | Format-List | Get-Screen)
    }

    It 'is complete after ConvertTo-Json: <_>' -ForEach 'Get-NanoGptUsage', 'Get-NanoGptSubscription', 'Get-NanoGptBalance' {
        $original = @(& $_)[0]
        $json = $original | ConvertTo-Json
        $json | Should -Not -Match '"(View|Report)'
        $copy = $json | ConvertFrom-Json
        foreach ($property in $original.PSObject.Properties.Name -ne 'AdditionalProperties') {
            # ConvertFrom-Json returns doubles; the JSON is exact.
            if ($original.$property -is [decimal]) { $json | Should -Match "`"$property`": $([regex]::Escape($original.$property.ToString()))" }
            else { $copy.$property | Should -Be $original.$property }
        }
    }

    It 'has one column for each property in Export-Csv, and sorts and adds up as a number' {
        $path = Join-Path $TestDrive 'usage.csv'
        $usage = Get-NanoGptUsage -From 2026-10-01 -To 2026-10-31 -GroupBy Day, Model
        $usage | Export-Csv $path
        $rows = @(Import-Csv $path)
        $rows.Count | Should -Be $usage.Count
        $rows[0].PSObject.Properties.Name | Should -Be @(
            'Date', 'Model', 'Requests', 'Cost', 'Refunded', 'NetCost', 'InputTokens', 'OutputTokens', 'ReasoningTokens', 'TotalTokens', 'AdditionalProperties')
        [datetime] $rows[0].Date | Should -Be $usage[0].Date
        [decimal] $rows[0].NetCost | Should -Be $usage[0].NetCost
        ($usage | Sort-Object NetCost -Descending | Select-Object -First 1).NetCost | Should -Be ($usage | Measure-Object NetCost -Maximum).Maximum
        ($usage | Measure-Object TotalTokens -Sum).Sum | Should -Be (Get-NanoGptUsage -From 2026-10-01 -To 2026-10-31 | Measure-Object TotalTokens -Sum).Sum
    }

    It 'does not contain a key that the service repeats: <Command>' -ForEach @(
        @{ Command = 'Get-NanoGptUsage'; Body = '{"byModel":[{"model":"{0}","requests":"{0}","{0}":["{0}"]}],"source":{"missingRollupDays":["{0}"],"liveDays":["{0}"]}}' }
        @{ Command = 'Get-NanoGptSubscription'; Body = '{"active":"{0}","state":"{0}","graceUntil":"{0}","{0}":{"x":"{0}"}}' }
        @{ Command = 'Get-NanoGptBalance'; Body = '{"usd_balance":"{0}","nanoDepositAddress":"{0}","{0}":{"x":"{0}"}}' }
        @{ Command = 'Get-NanoGptBalance'; Body = '{"{0}":"{0}"}' }
    ) {
        $planted = 'sk-nano-planted0-feed-4bad-8bee-c0ffeec0ffee'
        $session = Get-NanoGptSession -ApiKey $planted -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $Body.Replace('{0}', $planted)) -PassThru)
        $path = Join-Path $TestDrive 'echoed.xml'
        $output = @(try { & $Command -Session $session -Verbose *>&1 } catch { $_ })
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $output | Export-Clixml $path -Depth 3
        $renderings = @(
            $output | Out-String -Width 1000
            $output | Format-List * -Force | Out-String -Width 1000
            $output | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] } | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue
            Get-Content -Raw $path
        )
        "$renderings" | Should -BeLike '*ffee*'
        $renderings | Select-String -SimpleMatch 'c0ffee', 'planted' | Should -BeNullOrEmpty
    }
}
