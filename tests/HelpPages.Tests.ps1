BeforeDiscovery {
    $canConvert = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)
    if (-not $canConvert) { Write-Host 'Not run: the tests of the help pages. PlatyPS is not installed. Run Install-PSResource Microsoft.PowerShell.PlatyPS, and run the tests again.' }
}

Describe 'The help pages' {
    BeforeAll { Import-Module "$PSScriptRoot/Support/FreshPowerShell.psm1" }

    if ($canConvert) {
        It 'follow the schema, and generate the committed help XML' {
            Invoke-FreshPowerShell "$PSScriptRoot/../docs/ConvertToMaml.ps1" -Destination $TestDrive
            $LASTEXITCODE | Should -Be 0
            $file = 'NanoGpt.PowerShell.dll-Help.xml'
            Get-Content -Raw "$TestDrive/$file" | Should -Be (Get-Content -Raw "$PSScriptRoot/../src/NanoGpt.PowerShell/en-US/$file")
        }

        It 'join the lines of a paragraph, but not list items and code' {
            Copy-Item -Recurse "$PSScriptRoot/../docs" $TestDrive
            $page = "$TestDrive/docs/en-US/Disconnect-NanoGpt.md"
            $description = @(
                'A paragraph', 'of two lines.', '',
                '- An item', '  of two lines.', '- Another item.', '',
                '```powershell', 'Get-Item |', '    Remove-Item', '```', '') -join "`n"
            [IO.File]::WriteAllText($page, ((Get-Content -Raw $page) -replace '(?s)(## DESCRIPTION\n\n).*?(\n## )', "`$1$description`$2"))

            Invoke-FreshPowerShell "$TestDrive/docs/ConvertToMaml.ps1" -Destination "$TestDrive/docs"
            $LASTEXITCODE | Should -Be 0
            $help = [xml] (Get-Content -Raw "$TestDrive/docs/NanoGpt.PowerShell.dll-Help.xml")
            $command = $help.helpItems.command | Where-Object { $_.details.name -eq 'Disconnect-NanoGpt' }
            $command.description.para | Should -Be 'A paragraph of two lines.', '- An item of two lines.', '- Another item.', '    Get-Item |', '        Remove-Item'
        }
    }
}
