BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

# Select-Object is not in the engine tests.
Describe 'A call that is stopped by Select-Object -First while it waits for a retry' {
    It 'sends no further request' {
        Connect-NanoGpt -BaseUri (New-Fault 'status=503,retry-after=1,times=1')
        $path = (Get-NanoGptSession).BaseUri.AbsolutePath
        Clear-SandboxRequest $sandbox
        Get-NanoGptModel -Verbose 4>&1 | Where-Object { "$_" -like 'Retrying*' } | Select-Object -First 1 | Should -Not -BeNullOrEmpty

        # The two waits of this call end later than the stopped wait would have ended.
        Connect-NanoGpt -BaseUri (New-Fault 'status=503,retry-after=1,times=2')
        Get-NanoGptModel | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox | Where-Object path -Like "$path*").Count | Should -Be 1
    }

    It 'sends no change' {
        Set-SandboxPreference $sandbox
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (New-Fault 'status=503,retry-after=1,method=POST,times=1')
        Clear-SandboxRequest $sandbox
        Set-NanoGptModelVisibility openai/gpt-5.2 -Category Stopped -Verbose 4>&1 | Where-Object { "$_" -like 'Retrying*' } | Select-Object -First 1 | Should -Not -BeNullOrEmpty

        # The lock serializes changes: this change waits until the other operation has ended.
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        Set-NanoGptModelVisibility openai/gpt-5.5 -Category Changed
        @(Get-Sent) | Should -HaveCount 2
        (Get-SandboxPreference $sandbox).modelCategories.PSObject.Properties.Name | Should -Be 'openai/gpt-5.5'
    }
}

# Windows PowerShell uses the proxy settings of Windows, not the environment.
Describe 'The proxy' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
    BeforeEach { Disconnect-NanoGpt }

    It 'is used for requests' {
        $script = Join-Path $TestDrive 'proxied.ps1'
        'param($module) Import-Module $module; Connect-NanoGpt -BaseUri http://nano-gpt.invalid/ -AllowUnencryptedAuthentication; (Get-NanoGptModel).Count' | Set-Content $script
        $env:http_proxy = $sandbox.BaseUri
        try { $count = Invoke-FreshPowerShell $script $modulePath }
        finally { $env:http_proxy = $null }
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        $count | Should -Be @(Get-NanoGptModel).Count
    }

    It 'does not reveal the password of the proxy' {
        $script = Join-Path $TestDrive 'proxy.ps1'
        @'
param($module)
Import-Module $module
Connect-NanoGpt -BaseUri https://nano-gpt.invalid/ -MaximumRetryCount 1
$VerbosePreference = 'Continue'
try { Get-NanoGptModel } catch { $_; $_ | Format-List * -Force; $_.Exception.ToString() }
'@ | Set-Content $script
        # The sandbox does not support https as a proxy.
        $env:https_proxy = $sandbox.BaseUri -replace '//', '//user:planted-pass%40word@'
        try { $output = Invoke-FreshPowerShell $script $modulePath }
        finally { $env:https_proxy = $null }
        "$output" | Should -BeLike '*ConnectionFailed*'
        "$output" | Should -BeLike "*$(([uri] $sandbox.BaseUri).Authority)*"
        "$output" | Should -Not -Match 'user:|planted|word'
    }
}
