BeforeDiscovery {
    $canInstall = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
    if (-not $canInstall) { Write-Host 'Not run: that the package installs, because Microsoft.PowerShell.PSResourceGet is not here.' }
}
BeforeAll { . "$PSScriptRoot/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'The package' {
    if ($canInstall) {
        It 'installs from a repository, and works from there' {
            $repository = "NanoGpt-$([guid]::NewGuid())"
            $null = New-Item -ItemType Directory "$TestDrive/repository", "$TestDrive/modules"
            dotnet pack (Join-Path $PSScriptRoot '../src/NanoGpt.PowerShell') -c Release --no-build --nologo -v quiet -o "$TestDrive/repository"
            $LASTEXITCODE | Should -Be 0
            Register-PSResourceRepository $repository -Uri "$TestDrive/repository" -Trusted
            try {
                $found = Find-PSResource NanoGpt -Repository $repository
                $found.Type | Should -Be 'Module'
                $found.Tags | Should -Contain 'PSEdition_Core'
                Save-PSResource NanoGpt -Repository $repository -Path "$TestDrive/modules"
            }
            finally { Unregister-PSResourceRepository $repository }

            $manifest = Get-Item "$TestDrive/modules/NanoGpt/*/NanoGpt.psd1"
            (Test-ModuleManifest $manifest).ReleaseNotes | Should -Not -BeNullOrEmpty
            Set-Content "$TestDrive/use.ps1" 'param($Manifest, $BaseUri) Import-Module $Manifest; Connect-NanoGpt -BaseUri $BaseUri; (Get-NanoGptModel google/gemini-3.5-flash).Id'
            Invoke-FreshPowerShell "$TestDrive/use.ps1" $manifest $sandbox.BaseUri | Should -Be 'google/gemini-3.5-flash'
        }
    }
}
