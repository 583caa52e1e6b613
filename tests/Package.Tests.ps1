BeforeDiscovery {
    $canInstall = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)
    if (-not $canInstall) { Write-Host 'Not run: the installation of the package. Microsoft.PowerShell.PSResourceGet is not installed.' }
}
BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'The workflow publish.yml' {
    BeforeAll {
        $workflow = Get-Content -Raw (Join-Path $PSScriptRoot '../.github/workflows/publish.yml')

        function Get-StepScript([string] $Containing) {
            # Returns the script of the step that contains the text.
            $step = @(($workflow -split '(?m)^ {6}- ') -match [regex]::Escape($Containing))
            $step.Count | Should -Be 1
            [scriptblock]::Create(($step[0] -replace '(?s)^.*?\n {8}run: (\|\r?\n)?'))
        }

        function Publish-PSResource($NupkgPath, $Repository, $ApiKey) {
            # Replaces the cmdlet, which is not installed on every machine.
            [pscustomobject]@{ Path = $NupkgPath; Repository = $Repository; ApiKey = $ApiKey }
        }

        function New-ProjectCopy([string] $Label) {
            # The version comes from these files.
            $root = Join-Path $PSScriptRoot '..'
            $copy = Join-Path $TestDrive (New-Guid)
            $null = New-Item -ItemType Directory "$copy/src", "$copy/out"
            Copy-Item "$root/*.props", "$root/NanoGpt.psd1", "$root/CHANGELOG.md", "$root/global.json" $copy
            Copy-Item "$root/src/Directory.Build.props" "$copy/src"
            Copy-Item -Recurse "$root/src/NanoGpt.PowerShell" "$copy/src"
            if ($Label) {
                $manifest = Get-Content -Raw "$copy/NanoGpt.psd1"
                Set-Content "$copy/NanoGpt.psd1" $manifest.Replace("ReleaseNotes = '", "Prerelease = '$Label'`n            ReleaseNotes = '")
            }
            $copy
        }
    }
    BeforeEach {
        $before = $env:GITHUB_ENV, $env:GITHUB_REF_NAME, $env:PACKAGE
        $version = (Test-ModuleManifest (Join-Path $modulePath 'NanoGpt.psd1')).Version.ToString()
    }
    AfterEach { $env:GITHUB_ENV, $env:GITHUB_REF_NAME, $env:PACKAGE = $before }

    It 'publishes only the package of the version in the manifest (label: <Label>)' -ForEach @(
        @{ Label = ''; Suffix = '' }
        @{ Label = 'beta1'; Suffix = '-beta1' }
    ) {
        $version += $Suffix
        $copy = New-ProjectCopy $Label
        foreach ($package in '0.0.9', "$version-beta0", "$version.1", $version) { Set-Content "$copy/out/NanoGpt.$package.nupkg" $package }
        $env:GITHUB_ENV = "$copy/environment"
        $env:GITHUB_REF_NAME = "v$version"
        Push-Location $copy
        try {
            & (Get-StepScript 'name: Compare the tag with the manifest version')
            foreach ($line in Get-Content $env:GITHUB_ENV) { $name, $value = $line -split '=', 2; Set-Item "env:$name" $value }
            # The artifact transfers the package between the jobs.
            $null = New-Item -ItemType Directory package
            Copy-Item $env:PACKAGE package
            $published = & (Get-StepScript 'Publish-PSResource')
            $published.Path | Should -BeOfType string
            Get-Content $published.Path | Should -Be $version
        }
        finally { Pop-Location }
    }

    It 'rejects a tag without the label or with another one' {
        $copy = New-ProjectCopy 'beta1'
        $env:GITHUB_ENV = "$copy/environment"
        Push-Location $copy
        try {
            foreach ($tag in "v$version", "v$version-beta2", "v$version-BETA1") {
                $env:GITHUB_REF_NAME = $tag
                { & (Get-StepScript 'name: Compare the tag with the manifest version') } | Should -Throw "The tag $tag does not match the manifest version $version-beta1."
            }
        }
        finally { Pop-Location }
        Test-Path "$copy/environment" | Should -BeFalse
    }
}

Describe 'The package' {
    if ($canInstall) {
        It 'installs from a repository, and works' {
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
