BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'Connect-NanoGpt and Get-NanoGptSession' {
    AfterEach {
        Disconnect-NanoGpt
        foreach ($variable in $credentialVariables) { Set-Item "env:$variable" $null }
    }

    It 'has a default for each setting' {
        $session = Get-NanoGptSession
        $session.BaseUri | Should -Be 'https://nano-gpt.com/'
        $session.BaseUriSource | Should -Be 'Default'
        $session.ApiKey, $session.ApiKeySource, $session.SessionCookie, $session.SessionCookieSource | Should -Be $null, $null, $null, $null
        $session.AuthenticationHeader | Should -Be 'Bearer'
        $session.TimeoutSec | Should -Be 100
        $session.MaximumRetryCount | Should -Be 3
    }

    It 'emits nothing without -PassThru, and the session with it' {
        Connect-NanoGpt -ApiKey $subscriberKey | Should -BeNullOrEmpty
        $session = Connect-NanoGpt -ApiKey $subscriberKey -PassThru
        $session | Should -BeOfType NanoGpt.Session
        $session.ApiKeySource | Should -Be 'Session'
    }

    It 'keeps all settings, with masked secrets' {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -BaseUri 'https://example.com/gateway/' -AuthenticationHeader XApiKey -TimeoutSec 7 -MaximumRetryCount 0
        $session = Get-NanoGptSession
        $session.BaseUri | Should -Be 'https://example.com/gateway/'
        $session.ApiKey | Should -Be '****a11c'
        $session.SessionCookie | Should -Be '****a11c'
        $session.ApiKeySource, $session.SessionCookieSource, $session.BaseUriSource | Should -Be 'Session', 'Session', 'Session'
        $session.AuthenticationHeader | Should -Be 'XApiKey'
        $session.TimeoutSec, $session.MaximumRetryCount | Should -Be 7, 0
    }

    It 'keeps each setting that a later call omits: <Later.Keys>' -ForEach @(
        @{ Later = @{} }
        @{ Later = @{ BaseUri = 'http://example.com:8080/other' } }
        @{ Later = @{ ApiKey = 'sk-nano-00000000-0000-4000-8000-0000000000b0' } }
        @{ Later = @{ SessionCookie = 'session=sandbox-payer-0000000000b0' } }
        @{ Later = @{ AuthenticationHeader = 'Bearer' } }
        @{ Later = @{ TimeoutSec = 100 } }
        @{ Later = @{ MaximumRetryCount = 3 } }
        @{ Later = @{ MaximumResponseSize = 256MB } }
        @{ Later = @{ AllowUnencryptedAuthentication = $true } }
    ) {
        $first = @{
            ApiKey = $subscriberKey; SessionCookie = $subscriberCookie; BaseUri = 'http://example.com:8080/gateway/'; AuthenticationHeader = 'XApiKey'
            TimeoutSec = 7; MaximumRetryCount = 0; MaximumResponseSize = 1MB; AllowUnencryptedAuthentication = $true
        }
        Connect-NanoGpt @first
        Connect-NanoGpt @Later -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $expected = $first + @{}
        foreach ($name in $Later.Keys) { $expected[$name] = $Later[$name] }
        $session = Get-NanoGptSession
        $session.BaseUri | Should -Be "$($expected.BaseUri.TrimEnd('/'))/"
        $session.ApiKey | Should -Be "****$($expected.ApiKey.Substring($expected.ApiKey.Length - 4))"
        $session.SessionCookie | Should -Be "****$($expected.SessionCookie.Substring($expected.SessionCookie.Length - 4))"
        foreach ($name in 'AuthenticationHeader', 'TimeoutSec', 'MaximumRetryCount', 'MaximumResponseSize', 'AllowUnencryptedAuthentication') {
            $session.$name | Should -Be $expected[$name] -Because $name
        }
    }

    It 'sends the settings of the first call after a second call adds the cookie' {
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        Connect-NanoGpt -SessionCookie $subscriberCookie
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
        Get-NanoGptModelVisibility | Should -Not -BeNullOrEmpty
    }

    It 'drops secrets for a host when -BaseUri names another one, and warns: <To>' -ForEach @(
        @{ To = 'https://example.org/' }
        @{ To = 'http://127.0.0.1/' }
        @{ To = 'https://example.com:8443/' }
    ) {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -BaseUri https://example.com -TimeoutSec 7 -AllowUnencryptedAuthentication
        Connect-NanoGpt -BaseUri $To -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "$To is a different host.* dropped: -ApiKey, -SessionCookie, -AllowUnencryptedAuthentication. *"
        "$warnings" | Should -Not -Match 'a11c'
        $session = Get-NanoGptSession
        $session.ApiKey, $session.SessionCookie | Should -Be $null, $null
        $session.AllowUnencryptedAuthentication | Should -BeFalse
        $session.TimeoutSec | Should -Be 7
    }

    It 'keeps a secret that is specified together with the new host, and warns of the others' {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie
        Connect-NanoGpt -ApiKey $payerKey -BaseUri https://example.org -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*: -SessionCookie. *'
        $session = Get-NanoGptSession
        $session.ApiKey, $session.SessionCookie | Should -Be '****00b0', $null
    }

    It 'compares a new host with the one in the environment where none was specified' {
        $env:NANOGPT_BASE_URL = 'https://example.org/api/v1'
        Connect-NanoGpt -ApiKey $subscriberKey
        Connect-NanoGpt -BaseUri https://EXAMPLE.org:443 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        (Get-NanoGptSession).ApiKey | Should -Be '****a11c'
    }

    It 'accepts a base URI if the one in the environment is invalid' {
        $env:NANOGPT_BASE_URL = 'not an address'
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        (Get-NanoGptSession).BaseUri | Should -Be $sandbox.BaseUri
    }

    It 'does not apply -AllowUnencryptedAuthentication to another host' {
        Connect-NanoGpt -BaseUri http://example.com -AllowUnencryptedAuthentication
        $thrown = Get-ThrownError { Connect-NanoGpt -BaseUri http://example.org }
        $thrown.FullyQualifiedErrorId | Should -Be 'UnencryptedBaseUri,NanoGpt.Cmdlets.ConnectNanoGptCommand'
        (Get-NanoGptSession).BaseUri | Should -Be 'http://example.com/'
        (Get-NanoGptSession).AllowUnencryptedAuthentication | Should -BeTrue
    }

    It 'turns -AllowUnencryptedAuthentication off with :$false' {
        Connect-NanoGpt -AllowUnencryptedAuthentication
        Connect-NanoGpt -AllowUnencryptedAuthentication:$false
        (Get-NanoGptSession).AllowUnencryptedAuthentication | Should -BeFalse

        Connect-NanoGpt -BaseUri http://example.com -AllowUnencryptedAuthentication
        (Get-ThrownError { Connect-NanoGpt -AllowUnencryptedAuthentication:$false }).FullyQualifiedErrorId | Should -BeLike 'UnencryptedBaseUri,*'
    }

    It 'changes nothing when it fails: <What>' -ForEach @(
        @{ What = 'an invalid key'; Parameters = @{ TimeoutSec = 9; ApiKey = '' } }
        @{ What = 'an address that is not allowed'; Parameters = @{ TimeoutSec = 9; BaseUri = 'http://example.org' } }
        @{ What = 'a warning with -WarningAction Stop'; Parameters = @{ TimeoutSec = 9; BaseUri = 'https://example.org'; WarningAction = 'Stop' } }
    ) {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -TimeoutSec 7
        $before = Get-NanoGptSession
        $null = Get-ThrownError { Connect-NanoGpt @Parameters }
        Get-NanoGptSession | Should -Be $before
    }

    It 'accepts a key as a SecureString or as text' {
        Connect-NanoGpt -ApiKey ([Net.NetworkCredential]::new('', $subscriberKey).SecurePassword) -BaseUri $sandbox.BaseUri
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
    }

    It 'turns a key given as text into a SecureString' {
        Connect-NanoGpt -ApiKey $subscriberKey
        (Get-Command Connect-NanoGpt).Parameters.ApiKey.ParameterType | Should -Be ([securestring])
        (Get-Command Get-NanoGptModel).Parameters.ApiKey.ParameterType | Should -Be ([securestring])
    }

    It 'shows which cookie a call with -SessionCookie would use' {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie
        $session = Get-NanoGptSession -SessionCookie 'session=sandbox-payer-0000000000b0'
        $session.SessionCookie, $session.SessionCookieSource | Should -Be '****00b0', 'Parameter'
        $session.ApiKey, $session.ApiKeySource | Should -Be '****a11c', 'Session'
    }

    It 'is anonymous with a base URI alone' {
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        Clear-SandboxRequest $sandbox
        Get-NanoGptModel | Should -Not -BeNullOrEmpty
        (Get-SandboxRequest $sandbox).credentials | Should -BeNullOrEmpty
    }

    It 'sends the key in the specified header' -ForEach @(
        @{ Header = 'Bearer'; Sent = 'bearer' }
        @{ Header = 'XApiKey'; Sent = 'x-api-key' }
    ) {
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -AuthenticationHeader $Header
        Clear-SandboxRequest $sandbox
        $null = Get-NanoGptModel
        $request = Get-SandboxRequest $sandbox
        $request.credentials | Should -Be $Sent
        $request.apiKey | Should -Be $subscriberKey
    }

    It 'never sends the cookie to a model list' {
        Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
        Clear-SandboxRequest $sandbox
        $null = Get-NanoGptModel -Scope Personalized
        (Get-SandboxRequest $sandbox).cookie | Should -Be $null
    }

    It 'rejects <What> during binding, with the reason' -ForEach @(
        @{ What = 'an empty key'; Parameters = @{ ApiKey = '' }; Message = 'is empty' }
        @{ What = 'a null key'; Parameters = @{ ApiKey = $null }; Message = 'is empty' }
        @{ What = 'an empty SecureString'; Parameters = @{ ApiKey = [securestring]::new() }; Message = 'is empty' }
        @{ What = 'a key with a line break'; Parameters = @{ ApiKey = "sk-nano-planted-secret`nsk-nano" }; Message = 'line break' }
        @{ What = 'a key with a control character'; Parameters = @{ ApiKey = "sk-nano-planted-secret`tx" }; Message = 'control character' }
        @{ What = 'a key with a space'; Parameters = @{ ApiKey = 'sk-nano planted-secret' }; Message = 'space' }
        @{ What = 'a number as a key'; Parameters = @{ ApiKey = 42 }; Message = 'SecureString or a string' }
        @{ What = 'an empty cookie'; Parameters = @{ SessionCookie = '' }; Message = 'is empty' }
        @{ What = 'a cookie with a line break'; Parameters = @{ SessionCookie = "a=planted-secret`r`nb=c" }; Message = 'line break' }
        @{ What = 'a relative base URI'; Parameters = @{ BaseUri = 'nano-gpt.com' }; Message = 'absolute http' }
        @{ What = 'a base URI of another scheme'; Parameters = @{ BaseUri = 'ftp://nano-gpt.com' }; Message = 'absolute http' }
        @{ What = 'a base URI with a password'; Parameters = @{ BaseUri = 'https://me:planted-secret@nano-gpt.com' }; Message = 'password' }
    ) {
        $thrown = Get-ThrownError { Connect-NanoGpt @Parameters }
        $thrown.FullyQualifiedErrorId | Should -Be 'ParameterArgumentTransformationError,NanoGpt.Cmdlets.ConnectNanoGptCommand'
        $thrown.Exception.Message | Should -BeLike "*$Message*"
        $thrown.Exception.ToString() | Should -Not -BeLike '*planted-secret*'
    }

    It 'rejects http to another machine, unless allowed' {
        $thrown = Get-ThrownError { Connect-NanoGpt -BaseUri http://example.com }
        $thrown.FullyQualifiedErrorId | Should -Be 'UnencryptedBaseUri,NanoGpt.Cmdlets.ConnectNanoGptCommand'
        $thrown.Exception.Message | Should -BeLike '*-AllowUnencryptedAuthentication*'
        (Get-NanoGptSession).BaseUri | Should -Be 'https://nano-gpt.com/'

        Connect-NanoGpt -BaseUri http://example.com -AllowUnencryptedAuthentication
        (Get-NanoGptSession).BaseUri | Should -Be 'http://example.com/'
    }

    It 'accepts http to this machine: <_>' -ForEach 'http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:5000' {
        Connect-NanoGpt -BaseUri $_
        (Get-NanoGptSession).BaseUri | Should -Be "$_/"
    }

    It 'uses only the host of a base URI with the API path <_>' -ForEach 'api', 'api/v1', 'api/v1/models', 'api/subscription/v1', 'api/personalized/v1/models' {
        Connect-NanoGpt -BaseUri "$($sandbox.BaseUri)$_"
        (Get-NanoGptSession).BaseUri | Should -Be $sandbox.BaseUri
    }

    It 'trims a pasted <What>' -ForEach @(
        @{ What = 'key with a line ending'; Pasted = "{0}`r`n" }
        @{ What = 'header in quotation marks'; Pasted = '"{1}{0}"' }
    ) {
        $key, $cookie = ($Pasted -f $subscriberKey, 'Authorization: Bearer '), ($Pasted -f $subscriberCookie, 'Cookie: ')
        Connect-NanoGpt -ApiKey $key -SessionCookie $cookie -BaseUri "$($sandbox.BaseUri)`n"
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
        Get-NanoGptModelVisibility | Should -Not -BeNullOrEmpty

        Connect-NanoGpt -ApiKey ([Net.NetworkCredential]::new('', $key).SecurePassword) -BaseUri $sandbox.BaseUri
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
    }

    It 'uses the environment if nothing else is specified, and reports the source' {
        $env:NANOGPT_API_KEY = $subscriberKey
        $env:NANO_GPT_API_KEY = $payerKey
        $env:NANOGPT_SESSION_COOKIE = $subscriberCookie
        $env:NANOGPT_BASE_URL = $sandbox.BaseUri
        $session = Get-NanoGptSession
        $session.BaseUri | Should -Be $sandbox.BaseUri
        $session.ApiKey | Should -Be '****a11c'
        $session.ApiKeySource, $session.SessionCookieSource, $session.BaseUriSource | Should -Be 'Environment', 'Environment', 'Environment'
        (Get-NanoGptModel -Scope Personalized).Count | Should -Be 8

        $env:NANOGPT_API_KEY = $null
        (Get-NanoGptSession).ApiKey | Should -Be '****00b0'
    }

    It 'prefers the session to the environment, and the parameter to both' {
        $env:NANOGPT_API_KEY = $unknownKey
        Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri
        (Get-NanoGptSession).ApiKey | Should -Be '****00b0'
        $session = Get-NanoGptSession -ApiKey $subscriberKey
        $session.ApiKey | Should -Be '****a11c'
        $session.ApiKeySource | Should -Be 'Parameter'

        Clear-SandboxRequest $sandbox
        $null = Get-NanoGptModel -ApiKey $subscriberKey
        (Get-SandboxRequest $sandbox).apiKey | Should -Be $subscriberKey
    }

    It 'names an invalid environment variable' {
        $env:NANOGPT_API_KEY = 'sk-nano planted-secret'
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $thrown.FullyQualifiedErrorId | Should -Be 'InvalidEnvironmentVariable,NanoGpt.Cmdlets.GetNanoGptModelCommand'
        $thrown.Exception.Message | Should -BeLike '*NANOGPT_API_KEY*space*'
        $thrown.Exception.ToString() | Should -Not -BeLike '*planted-secret*'
    }

    It 'is cleared by Disconnect-NanoGpt' {
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        Disconnect-NanoGpt | Should -BeNullOrEmpty
        (Get-NanoGptSession).ApiKey | Should -Be $null
        (Get-NanoGptSession).BaseUri | Should -Be 'https://nano-gpt.com/'
    }
}

Describe 'A session' {
    BeforeAll {
        function New-Shell {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({ param($path) Import-Module $path }).AddArgument($modulePath).Invoke()
            $shell.Commands.Clear()
            $shell
        }
    }

    It 'belongs to a runspace: two runspaces have two keys' {
        $first, $second = (New-Shell), (New-Shell)
        try {
            $connect = { param($key, $baseUri) Connect-NanoGpt -ApiKey $key -BaseUri $baseUri }
            $null = $first.AddScript($connect).AddArgument($subscriberKey).AddArgument($sandbox.BaseUri).Invoke()
            $null = $second.AddScript($connect).AddArgument($payerKey).AddArgument($sandbox.BaseUri).Invoke()
            $first.Commands.Clear()
            $second.Commands.Clear()
            $list = { (Get-NanoGptSession).ApiKey; @(Get-NanoGptModel -Scope Personalized).Count }
            $first.AddScript($list).Invoke() | Should -Be '****a11c', 8
            $second.AddScript($list).Invoke() | Should -Be '****00b0', 35
            (Get-NanoGptSession).ApiKey | Should -Be $null
        }
        finally {
            $first.Dispose()
            $second.Dispose()
        }
    }

    # Windows PowerShell's ForEach-Object has no -Parallel.
    It 'is passed to parallel runspaces with -Session' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
        $s = Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru
        $counts = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:modulePath
            # One value per runspace: the output of several runspaces is interleaved.
            "$(@(Get-NanoGptModel -Scope Personalized -Session $using:s).Count)$((Get-NanoGptSession).ApiKeySource)"
        }
        $counts | Should -Be '8', '8', '8', '8'
    }

    It 'that a job received as a copy is rejected, and the error recommends an alternative' {
        $s = Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru
        $job = Start-Job {
            Import-Module $using:modulePath
            try { Get-NanoGptModel -Session $using:s } catch { "$($_.FullyQualifiedErrorId): $_" }
            try { Get-NanoGptModelVisibility -Session $using:s } catch { "$($_.FullyQualifiedErrorId): $_" }
        }
        try { $seen = Receive-Job $job -Wait }
        finally { Remove-Job $job -Force }
        $seen | Should -HaveCount 2
        $seen | Should -BeLike 'ParameterArgumentTransformationError,*copy without credentials*In the job*Connect-NanoGpt*$env:NANOGPT_API_KEY*'
    }

    It 'is rejected if it is a different type: <Is>' -ForEach @(
        @{ Value = 'https://nano-gpt.com'; Is = 'System.String' }
        @{ Value = [pscustomobject]@{ BaseUri = 'https://nano-gpt.com' }; Is = 'System.Management.Automation.PSCustomObject' }
        @{ Value = @(1, 2); Is = 'System.Object`[`]' }
    ) {
        $thrown = Get-ThrownError { Get-NanoGptSession -Session $Value }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$thrown" | Should -BeLike "* $Is.*NanoGpt.Session*Connect-NanoGpt -PassThru*Get-NanoGptSession*"
    }

    It 'is rejected if it is null, the output of Connect-NanoGpt without -PassThru' {
        (Get-ThrownError { Get-NanoGptSession -Session $null }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
    }

    It 'is accepted if PowerShell wraps it' {
        $wrapped = Connect-NanoGpt -ApiKey $payerKey -PassThru | Add-Member Note mine -PassThru
        (Get-NanoGptSession -Session $wrapped).ApiKey | Should -Be '****00b0'
    }

    It 'ends when ForEach-Object -Parallel reuses the runspace' -Skip:($PSVersionTable.PSEdition -eq 'Desktop') {
        $baseUri = $sandbox.BaseUri
        $found = 1..2 | ForEach-Object -ThrottleLimit 1 -Parallel {
            Import-Module $using:modulePath
            [runspace]::DefaultRunspace.Id
            "$((Get-NanoGptSession).ApiKeySource)"
            Connect-NanoGpt -ApiKey $using:subscriberKey -BaseUri $using:baseUri
            @(Get-NanoGptModel -Scope Personalized).Count
        }
        $runspace = $found[0]
        $runspace | Should -BeGreaterThan 0
        $found | Should -Be $runspace, '', 8, $runspace, '', 8
    }

    It 'and the completion cache end when a runspace is reset, and not before' {
        $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $runspace.Open()
        try {
            function Invoke-InRunspace([scriptblock] $Script) {
                $shell = [powershell]::Create()
                $shell.Runspace = $runspace
                try { $shell.AddScript($Script).AddArgument($modulePath).AddArgument($subscriberKey).AddArgument($sandbox.BaseUri).Invoke() }
                finally { $shell.Dispose() }
            }
            $readSession = {
                "$((Get-NanoGptSession).ApiKeySource)"
                @((TabExpansion2 'Get-NanoGptModel openai/' 24).CompletionMatches | Where-Object CompletionText -Like 'openai/*').Count -gt 0
            }
            Invoke-InRunspace {
                param($path, $key, $baseUri)
                Import-Module $path
                Connect-NanoGpt -ApiKey $key -BaseUri $baseUri
                $null = Get-NanoGptModel
            }
            Invoke-InRunspace $readSession | Should -Be 'Session', $true
            $runspace.ResetRunspaceState()
            $env:NANOGPT_API_KEY, $env:NANOGPT_BASE_URL = $subscriberKey, $sandbox.BaseUri
            Clear-SandboxRequest $sandbox
            Invoke-InRunspace $readSession | Should -Be 'Environment', $true
            # Completion had to send a request again, although the account is the same.
            @(Get-SandboxRequest $sandbox).Count | Should -Be 1
        }
        finally {
            $env:NANOGPT_API_KEY, $env:NANOGPT_BASE_URL = $null, $null
            $runspace.Dispose()
        }
    }

    It 'remains in a RunspacePool, which does not reset runspaces, until Disconnect-NanoGpt' {
        $pool = [runspacefactory]::CreateRunspacePool(1, 1)
        $pool.Open()
        try {
            function Invoke-InRunspace([string] $Script) {
                $shell = [powershell]::Create()
                $shell.RunspacePool = $pool
                try { $shell.AddScript('param($path, $key) Import-Module $path').AddArgument($modulePath).AddStatement().AddScript("param(`$key) $Script").AddArgument($subscriberKey).Invoke() }
                finally { $shell.Dispose() }
            }
            Invoke-InRunspace 'Connect-NanoGpt -ApiKey $key; $global:value = "kept"' | Should -BeNullOrEmpty
            Invoke-InRunspace '"$((Get-NanoGptSession).ApiKeySource)"; $value' | Should -Be 'Session', 'kept'
            Invoke-InRunspace 'Disconnect-NanoGpt' | Should -BeNullOrEmpty
            Invoke-InRunspace '"$((Get-NanoGptSession).ApiKeySource)"; $value' | Should -Be '', 'kept'
        }
        finally { $pool.Dispose() }
    }

    It 'of -Session replaces the session of the runspace, and -ApiKey replaces its key' {
        $payer = Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri -PassThru
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        @(Get-NanoGptModel -Scope Personalized -Session $payer).Count | Should -Be 35
        @(Get-NanoGptModel -Scope Personalized -Session $payer -ApiKey $subscriberKey).Count | Should -Be 8
        @(Get-NanoGptModel -Scope Personalized).Count | Should -Be 8
    }
}
