# What engine tests cannot show: PowerShell's own serializers and views, transcripts, and the process.
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # Unique text: its letters are not hexadecimal. The last four characters may be shown.
    $planted = 'sk-nano-kzqwvxgj-tpmy-hrns-lqtz-wvkxgjpymhzt'
    # Each value of the cookie is a secret. The sandbox accepts the second one.
    $plantedCookie = "csrf=qxzkvwjg-planted-hrtmpzxqwkvj; $subscriberCookie"
    $keyParts = 'kzqwvxgj', 'tpmy-hrns', 'hrns-lqtz', 'wvkxgjpy', 'gjpymhzt', 'qxzkvwjg', 'planted-hrtm', 'pzxqwkvj', 'sandbox-subscriber', '0000a11c'

    function Select-KeyPart($Text) { $Text | Select-String -SimpleMatch $keyParts | ForEach-Object { $_.Line } }

    function Get-Rendering($Object) {
        $path = Join-Path $TestDrive "$(New-Guid).xml"
        $Object | Export-Clixml $path -Depth 3
        Get-Content -Raw $path
        $Object | Select-Object * -ExcludeProperty InvocationInfo | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue
        $Object | ConvertTo-Csv
        $Object | Format-List * -Force | Out-String -Width 4096
        $Object | Format-Custom -Depth 5 | Out-String -Width 4096
    }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'The key and the cookie' {
    AfterEach { Disconnect-NanoGpt }

    It 'are in no rendering of the session' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $renderings = Get-Rendering (Get-NanoGptSession)
        "$renderings" | Should -BeLike '*mhzt*'
        Select-KeyPart $renderings | Should -BeNullOrEmpty
    }

    It 'are in no rendering of output and errors' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $output = @(
            Get-NanoGptModelVisibility
            Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -PassThru
            Set-NanoGptModelVisibility nope -Visible $true -ErrorVariable errors -ErrorAction SilentlyContinue
        )
        $errors | Should -Not -BeNullOrEmpty
        foreach ($objects in $output, $errors) {
            # Format-Custom of an error shows the commands of this file, which contain the key.
            $renderings = @($objects | Select-Object * -ExcludeProperty InvocationInfo | ForEach-Object { Get-Rendering $_ })
            Select-KeyPart $renderings | Should -BeNullOrEmpty
        }
    }

    It 'are masked in every rendering of models if a list contains the key' {
        $escaped = $planted -replace '-', '\u002d'
        $body = "{`"data`":[{`"id`":`"$planted`",`"name`":`"$escaped`",`"owned_by`":`"$planted`",`"description`":`"of $escaped`",`"$planted`":{`"deep`":[`"$planted`"]},`"context_length`":`"$escaped`"}]}"
        Connect-NanoGpt -ApiKey $planted -BaseUri (New-SandboxResponse $sandbox $body)
        $renderings = Get-Rendering (Get-NanoGptModel -Detailed)
        "$renderings" | Should -BeLike '*of `*`*`*`*mhzt*'
        Select-KeyPart $renderings | Should -BeNullOrEmpty
    }

    It 'are not in the transcript, environment, or command line of a process' {
        $secret = Join-Path $TestDrive 'secret.txt'
        Set-Content $secret $planted, $plantedCookie
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'transcribed.ps1'
        @'
param($module, $baseUri, $faultUri, $secret, $transcript)
Import-Module $module
$key, $cookie = Get-Content $secret
Start-Transcript $transcript | Out-Null
$VerbosePreference = $DebugPreference = 'Continue'
Connect-NanoGpt -ApiKey $key -SessionCookie $cookie -BaseUri $baseUri -MaximumRetryCount 1 -PassThru
Get-NanoGptModelVisibility openai/*
Set-NanoGptModelVisibility openai/gpt-5.2 -Category Transcribed -WhatIf
Set-NanoGptModelVisibility openai/gpt-5.2 -Category Transcribed -PassThru
try { Get-NanoGptModel -Scope Personalized } catch { $_; $_ | Format-List * -Force }
try { Get-NanoGptModelVisibility -SessionCookie "$cookie-not" } catch { $_ }
Connect-NanoGpt -BaseUri $faultUri
try { Get-NanoGptModel } catch { $_; $_ | Format-List * -Force }
Stop-Transcript | Out-Null
[Environment]::CommandLine
[Environment]::GetEnvironmentVariables() | Out-String -Width 4096
foreach ($name in 'environ', 'cmdline') { if (Test-Path "/proc/self/$name") { [IO.File]::ReadAllText("/proc/self/$name") } }
'@ | Set-Content $script
        $output = Invoke-FreshPowerShell $script $modulePath $sandbox.BaseUri (Get-SandboxFault $sandbox 'status=503,retry-after=1') $secret $transcript
        "$output" | Should -BeLike '*transcribed.ps1*'
        Get-Content -Raw $transcript | Should -BeLike '*category: General -> Transcribed*The API key is invalid*Unauthorized*Retrying in 1 s*'
        Select-KeyPart $output | Should -BeNullOrEmpty
        Select-KeyPart (Get-Content $transcript) | Should -BeNullOrEmpty
    }
}
