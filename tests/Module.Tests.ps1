BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'The built module' {
    It 'has a valid manifest with the fields that the Gallery requires' {
        $manifest = Test-ModuleManifest (Join-Path $modulePath 'NanoGpt.psd1')
        $manifest.Guid | Should -Not -Be ([guid]::Empty)
        $manifest.Author, $manifest.Description, $manifest.LicenseUri, $manifest.ProjectUri, $manifest.ReleaseNotes |
            ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        $manifest.Tags.Count | Should -BeGreaterThan 3
        $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'is the build that the manifest selects for this PowerShell edition' {
        $root = & ([scriptblock]::Create((Get-Content -Raw (Join-Path $modulePath 'NanoGpt.psd1')))) | ForEach-Object RootModule
        $loaded = (Get-Command Get-NanoGptModel).ImplementingType.Assembly.Location
        (Get-Item $loaded).FullName | Should -Be (Get-Item (Join-Path $modulePath $root)).FullName
    }
}
