BeforeDiscovery {
    $hasColors = $PSVersionTable.PSEdition -eq 'Core'
    # script runs a program in a terminal.
    $hasTerminal = $hasColors -and $IsLinux -and (Get-Command script -ErrorAction Ignore) -and (Test-Path $PSHOME/pwsh)
}
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $preference = [NanoGpt.ModelVisibility]::new('m', $false, 'Coding')
    $change = Compare-NanoGptModel @() ([pscustomobject]@{ Id = 'm' })
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'Colors' {
    It 'are in text with <Rendering>: <HasColors>' -Skip:(-not $hasColors) -ForEach @(
        @{ Rendering = 'Ansi'; HasColors = $true }
        @{ Rendering = 'Host'; HasColors = $false }
        @{ Rendering = 'PlainText'; HasColors = $false }
    ) {
        foreach ($object in $preference, $change) {
            ($object | Get-Screen -Rendering $Rendering) -match $esc | Should -Be $HasColors
        }
    }

    It 'are never in <Name>' -Skip:(-not $hasColors) -ForEach @(
        @{ Name = 'CSV'; Command = { $_ | ConvertTo-Csv } }
        @{ Name = 'JSON'; Command = { $_ | ConvertTo-Json } }
        @{ Name = 'selected properties'; Command = { ($_ | Select-Object *).PSObject.Properties.Value } }
        @{ Name = 'XML'; Command = { $_ | Export-Clixml "$TestDrive/x.xml"; (Get-Content -Raw "$TestDrive/x.xml") -replace '_x001B_', $esc } }
    ) {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            foreach ($object in $preference, $change) {
                $object | ForEach-Object $Command | Should -Not -Match $esc
            }
        }
        finally { $PSStyle.OutputRendering = $before }
    }

    It 'are in a terminal <Setting>: <HasColors>' -Skip:(-not $hasTerminal) -ForEach @(
        @{ Setting = 'by default'; Variable = 'TERM'; Value = 'xterm'; HasColors = $true }
        @{ Setting = 'with NO_COLOR'; Variable = 'NO_COLOR'; Value = '1'; HasColors = $false }
        @{ Setting = 'that has none'; Variable = 'TERM'; Value = 'dumb'; HasColors = $false }
    ) {
        $program = Join-Path $TestDrive 'Show.ps1'
        Set-Content $program "Import-Module '$modulePath'; [NanoGpt.ModelVisibility]::new('m', `$false, 'Coding')
            [NanoGpt.ModelVisibility]::new('m', `$false, 'Coding') > '$TestDrive/redirected.txt'"
        $output = env -u NO_COLOR TERM=xterm "$Variable=$Value" script -qec "'$PSHOME/pwsh' -NoProfile -NonInteractive -File '$program'" /dev/null | Out-String
        $output -match "$esc\[2mno$esc\[0m" | Should -Be $HasColors
        $output | Should -Match 'Coding'
        $redirected = Get-Content -Raw "$TestDrive/redirected.txt"
        $redirected | Should -Match 'Coding'
        $redirected | Should -Not -Match $esc
    }
}
