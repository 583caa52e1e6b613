BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'The built module' {
    It 'has a manifest that PowerShell accepts, with what the Gallery asks for' {
        $manifest = Test-ModuleManifest (Join-Path $modulePath 'NanoGpt.psd1')
        $manifest.Guid | Should -Not -Be ([guid]::Empty)
        $manifest.Author, $manifest.Description, $manifest.LicenseUri, $manifest.ProjectUri, $manifest.ReleaseNotes |
            ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        $manifest.Tags.Count | Should -BeGreaterThan 3
        $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'exports what its manifest names, and nothing else' {
        # Read as the Gallery's own tools do: no command, and no variable but these, may stand in it.
        $manifest = [scriptblock]::Create((Get-Content -Raw (Join-Path $modulePath 'NanoGpt.psd1')))
        $manifest.CheckRestrictedLanguage([string[]] @(), [string[]] @('PSEdition', 'PSScriptRoot'), $false)
        $data = & $manifest
        (Get-Command -Module NanoGpt).Name | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
        $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport | Should -BeNullOrEmpty
        (Get-Module NanoGpt).ExportedAliases.Count + (Get-Module NanoGpt).ExportedVariables.Count | Should -Be 0
    }

    It 'is the build that its manifest names for this PowerShell' {
        $root = & ([scriptblock]::Create((Get-Content -Raw (Join-Path $modulePath 'NanoGpt.psd1')))) | ForEach-Object RootModule
        $loaded = (Get-Command Get-NanoGptModel).ImplementingType.Assembly.Location
        (Get-Item $loaded).FullName | Should -Be (Get-Item (Join-Path $modulePath $root)).FullName
    }

    It 'brings no assembly on PowerShell 7 but its own two' {
        (Get-ChildItem (Join-Path $modulePath 'Core') -Filter *.dll).Name | Sort-Object |
            Should -Be 'NanoGpt.Client.dll', 'NanoGpt.PowerShell.dll'
    }

    It 'says what each cmdlet emits' {
        (Get-Command Get-NanoGptModel).OutputType.Name | Should -Be 'NanoGpt.Model'
        (Get-Command Get-NanoGptSession).OutputType.Name | Should -Be 'NanoGpt.Session'
        (Get-Command Connect-NanoGpt).OutputType.Name | Should -Be 'NanoGpt.Session'
    }

    It 'imports quietly, and forgets the session when it is removed' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript({
                    param($path, $key)
                    $WarningPreference = $VerbosePreference = $InformationPreference = 'Continue'
                    Import-Module $path -Verbose:$false
                    Connect-NanoGpt -ApiKey $key
                    Remove-Module NanoGpt
                    Import-Module $path -Verbose:$false
                    (Get-NanoGptSession).ApiKeySource
                }).AddArgument($modulePath).AddArgument($subscriberKey).Invoke() | Should -Be $null
            $shell.Streams.Warning.Count + $shell.Streams.Verbose.Count + $shell.Streams.Information.Count + $shell.Streams.Error.Count |
                Should -Be 0
        }
        finally { $shell.Dispose() }
    }
}
