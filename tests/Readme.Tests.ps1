BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $env:PSModulePath = (Split-Path $modulePath), $env:PSModulePath -join [IO.Path]::PathSeparator
    $env:NANOGPT_BASE_URL = $sandbox.BaseUri
    $env:NANOGPT_SESSION_COOKIE = $subscriberCookie

    function Get-ReadmeScript([string] $Heading) {
        # Returns the code after a bold heading of the README.
        $readme = [IO.File]::ReadAllText((Join-Path $PSScriptRoot '../README.md')) -replace "`r"
        if ($readme -notmatch "(?s)\*\*$([regex]::Escape($Heading))\*\*.*?``````powershell\n(.*?)``````") { throw "The README has no script '$Heading'." }
        $Matches[1]
    }

    function Invoke-ReadmeScript([string] $Heading) {
        # Runs a script of the README in a new process, in a folder that has visibility.json.
        $script = Join-Path $TestDrive 'script.ps1'
        Get-ReadmeScript $Heading | Set-Content $script -Encoding utf8
        Push-Location $TestDrive
        try { Invoke-FreshPowerShell $script 2>&1 | Out-String }
        finally { Pop-Location }
    }
}
AfterAll {
    foreach ($variable in $credentialVariables) { Set-Item "env:$variable" $null }
    Stop-Sandbox $sandbox
}

Describe 'The scripts in the README' {
    BeforeEach {
        Set-SandboxUpsert $sandbox Merge
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $true }; modelCategories = @{ 'openai/gpt-5.5' = 'General' } }
        Export-NanoGptModelVisibility (Join-Path $TestDrive 'visibility.json') -SessionCookie $subscriberCookie
    }

    It 'for CI end with exit code 0 if the account equals the file' {
        $text = Invoke-ReadmeScript 'CI'
        $LASTEXITCODE | Should -Be 0 -Because $text
        Get-Content (Join-Path $TestDrive 'plan.md') | Select-Object -First 1 | Should -Be 'Entries that differ: 0'
    }

    It 'for CI end with exit code 1, and write the plan as a table' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $false; 'x|`y`' = $true }; modelCategories = @{ 'openai/gpt-5.5' = '<b>' } }
        $text = Invoke-ReadmeScript 'CI'
        $LASTEXITCODE | Should -Be 1 -Because $text
        Get-Content (Join-Path $TestDrive 'plan.md') | Should -Be @(
            'Entries that differ: 2'
            ''
            '| Model | Change |'
            '|---|---|'
            '| openai/gpt-5.5 | visible: false -\> true, category: \<b\> -\> General |'
            '| x\|\`y\` | visible: true -\> not saved |'
        )
    }

    It 'for a nightly job end with exit code <ExitCode> (<Upsert>)' -ForEach @(
        @{ Upsert = 'Merge'; ExitCode = 2 }
        @{ Upsert = 'Replace'; ExitCode = 0 }
    ) {
        Set-SandboxUpsert $sandbox $Upsert
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $false; other = $true }; modelCategories = @{ other = 'Old' } }
        $text = Invoke-ReadmeScript 'A nightly job'
        $LASTEXITCODE | Should -Be $ExitCode -Because $text
        (Get-SandboxPreference $sandbox).visibleTextModels.'openai/gpt-5.5' | Should -BeTrue
        $text | Should -Not -BeLike '*Exception*'
    }
}
