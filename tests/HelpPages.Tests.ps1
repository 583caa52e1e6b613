BeforeDiscovery {
    $canConvert = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)
    if (-not $canConvert) { Write-Host 'Not run: that the help is made of its pages, because PlatyPS is not here. Run Install-PSResource Microsoft.PowerShell.PlatyPS, then this again.' }
}

Describe 'The pages of the help' {
    BeforeAll { Import-Module "$PSScriptRoot/FreshPowerShell.psm1" }

    if ($canConvert) {
        It 'keep to the schema, and make the help that is here' {
            Invoke-FreshPowerShell "$PSScriptRoot/../docs/ConvertToMaml.ps1" -Destination $TestDrive
            $LASTEXITCODE | Should -Be 0
            $file = 'NanoGpt.PowerShell.dll-Help.xml'
            Get-Content -Raw "$TestDrive/$file" | Should -Be (Get-Content -Raw "$PSScriptRoot/../src/NanoGpt.PowerShell/en-US/$file")
        }
    }
}
