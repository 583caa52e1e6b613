BeforeAll {
    Import-Module "$PSScriptRoot/Support/FindPester.psm1"

    function New-Pester([string] $Folder, [string] $Version) {
        $path = Join-Path $Folder "Pester/$Version"
        $null = New-Item -ItemType Directory -Force $path
        New-ModuleManifest (Join-Path $path 'Pester.psd1') -ModuleVersion $Version
        (Resolve-Path (Join-Path $path 'Pester.psd1')).Path
    }
}

Describe 'Find-Pester' {
    BeforeEach {
        $installed = Join-Path $TestDrive 'installed'
        $kept = Join-Path $TestDrive 'kept'
        $modulePathBefore = $env:PSModulePath
        $env:PSModulePath = $installed
        Mock -ModuleName FindPester Save-Pester { throw 'There is no network.' }
    }
    AfterEach {
        $env:PSModulePath = $modulePathBefore
        foreach ($folder in $installed, $kept) { if (Test-Path $folder) { Remove-Item -Recurse $folder } }
    }

    It 'returns the latest installed version from 5.5' {
        $null = New-Pester $installed 4.10.1
        $null = New-Pester $installed 5.5.0
        $newest = New-Pester $installed 5.7.1
        Find-Pester $kept | Should -Be $newest
        Should -Invoke -ModuleName FindPester Save-Pester -Times 0 -Exactly
    }

    It 'saves a version to the build folder if none, or only an older one, is installed' {
        $null = New-Pester $installed 5.4.1
        Mock -ModuleName FindPester Save-Pester {
            $path = Join-Path $Folder 'Pester/5.6.0'
            $null = New-Item -ItemType Directory -Force $path
            New-ModuleManifest (Join-Path $path 'Pester.psd1') -ModuleVersion 5.6.0
        }
        Find-Pester $kept | Should -Be (Join-Path $kept 'Pester/5.6.0/Pester.psd1')
        # The second call finds the saved version.
        Find-Pester $kept | Should -Be (Join-Path $kept 'Pester/5.6.0/Pester.psd1')
        Should -Invoke -ModuleName FindPester Save-Pester -Times 1 -Exactly
    }

    It 'returns nothing if there is neither' {
        Find-Pester $kept | Should -BeNullOrEmpty
        Should -Invoke -ModuleName FindPester Save-Pester -Times 1 -Exactly
    }
}
