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

    It 'exports only the commands in its manifest' {
        # Reads the manifest like the tools of the Gallery: no commands, and no other variables are allowed.
        $manifest = [scriptblock]::Create((Get-Content -Raw (Join-Path $modulePath 'NanoGpt.psd1')))
        $manifest.CheckRestrictedLanguage([string[]] @(), [string[]] @('PSEdition', 'PSScriptRoot'), $false)
        $data = & $manifest
        (Get-Command -Module NanoGpt).Name | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
        $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport | Should -BeNullOrEmpty
        (Get-Module NanoGpt).ExportedAliases.Count + (Get-Module NanoGpt).ExportedVariables.Count | Should -Be 0
    }

    It 'is the build that the manifest selects for this PowerShell edition' {
        $root = & ([scriptblock]::Create((Get-Content -Raw (Join-Path $modulePath 'NanoGpt.psd1')))) | ForEach-Object RootModule
        $loaded = (Get-Command Get-NanoGptModel).ImplementingType.Assembly.Location
        (Get-Item $loaded).FullName | Should -Be (Get-Item (Join-Path $modulePath $root)).FullName
    }

    It 'loads only its own two assemblies in PowerShell 7' {
        (Get-ChildItem (Join-Path $modulePath 'Core') -Filter *.dll).Name | Sort-Object |
            Should -Be 'NanoGpt.Client.dll', 'NanoGpt.PowerShell.dll'
    }

    It 'declares the output type of each cmdlet' {
        (Get-Command Get-NanoGptModel).OutputType.Name | Should -Be 'NanoGpt.Model'
        (Get-Command Get-NanoGptSession).OutputType.Name | Should -Be 'NanoGpt.Session'
        (Get-Command Connect-NanoGpt).OutputType.Name | Should -Be 'NanoGpt.Session'
    }

    It 'imports without output, and clears the session when it is removed' {
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
