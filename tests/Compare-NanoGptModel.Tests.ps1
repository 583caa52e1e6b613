# Tests with commands that the PowerShell engine alone does not have. The others are engine tests.

BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'
    Connect-NanoGpt -BaseUri $sandbox.BaseUri
    $models = Get-NanoGptModel -Detailed
    $before = $models[0]
    $after = $before | ConvertTo-Json -Depth 5 | ConvertFrom-Json
    $after.CompletionPrice = $before.CompletionPrice * 1.25
    $after.Capabilities.Vision = $true
}
AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Compare-NanoGptModel' {
    It 'finds no change between a list and its copy from JSON' {
        $copies = Get-Copy $models Json
        Compare-NanoGptModel $models $copies -WarningVariable warnings | Should -BeNullOrEmpty
        Compare-NanoGptModel $copies $models -WarningVariable +warnings | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 0
    }

    It 'finds no change between a basic list and its copy from JSON' {
        $basic = Get-NanoGptModel
        Compare-NanoGptModel (Get-Copy $basic Json) $basic -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 0
    }

    It 'finds what changed since a <Kind> file was written' -ForEach @(
        @{ Kind = 'JSON'; Convert = { $_ | ConvertTo-Json -Depth 5 | ConvertFrom-Json }; Property = 'CompletionPrice', 'Capabilities.Vision' }
        @{ Kind = 'CSV'; Convert = { $_ | ConvertTo-Csv | ConvertFrom-Csv }; Property = 'CompletionPrice' }
    ) {
        $copy = $before | ForEach-Object $Convert
        $changes = Compare-NanoGptModel $copy $after -WarningAction SilentlyContinue
        $changes.Property | Should -Be $Property
        $changes[0].Percent | Should -Be 25
    }

    It 'finds no change between a list and its copy from a CSV file, whose culture is <_>' -ForEach 'en-US', 'de-DE', 'fr-FR', '' {
        $file = Join-Path $TestDrive 'models.csv'
        $found = Invoke-InCulture $_ {
            $models | Export-Csv $file -NoTypeInformation -Encoding UTF8
            foreach ($lists in @{ Before = Import-Csv $file; After = $models }, @{ Before = $models; After = Import-Csv $file }) {
                Compare-NanoGptModel $lists.Before $lists.After -WarningVariable warnings -WarningAction SilentlyContinue
                "$($warnings.Count) $warnings"
            }
        }
        $found | Should -BeLike '1 *CSV file*: AdditionalProperties, Architecture, Capabilities,* Pricing, Subscription. *'
    }

    It 'does not report values that Select-Object omitted as changes' {
        $picked = $before | Select-Object Id, PromptPrice, CompletionPrice
        (Compare-NanoGptModel $picked $after -WarningAction SilentlyContinue).Property | Should -Be 'CompletionPrice'
    }
}

Describe 'The view of changes with Format-List' {
    It 'is a list, and the same for copies' {
        $changes = Compare-NanoGptModel $before $after, ([pscustomobject]@{ Id = 'new' })
        $lists = foreach ($change in $changes[0..1]) { , (($change | Format-List | Get-Screen).Trim() -split '\r?\n' -replace ' +', ' ') }
        $lists[0] | Should -Be 'Id : new', 'Change : Added'
        $lists[1] | Should -Be "Id : $($before.Id)", 'Change : Changed', 'Property : CompletionPrice', 'Before : 0.493', 'After : 0.61625', 'Percent : +25.0%'
        $copies = $changes | ForEach-Object { Get-Copy $_ CliXml }
        $copies | Format-List | Get-Screen | Should -Be ($changes | Format-List | Get-Screen)
    }

    It 'sanitizes text of the service' {
        $unsafe = [pscustomobject]@{ Id = "a$($esc)[2J"; Name = "n$($esc)]0;x`a" }
        $found = Compare-NanoGptModel ([pscustomobject]@{ Id = "a$($esc)[2J"; Name = "n$($esc)[2J" }) $unsafe, ([pscustomobject]@{ Id = "b$($esc)[2J" })
        @($found).Count | Should -BeGreaterThan 1
        ($found | Format-List | Get-AnsiScreen) -split '\r?\n' -match '\p{Cc}' | Should -BeNullOrEmpty
    }
}
