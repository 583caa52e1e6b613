BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    $planted = 'sk-nano-planted0-feed-4bad-8bee-c0ffeec0ffee'
    # A cookie for the preferences. Each of its values is a secret.
    $plantedCookie = "csrf=planted-cookie-c0ffeec0ffee; $subscriberCookie"
    $secrets = $planted, 'c0ffeec0ffee', $plantedCookie, 'planted-cookie', 'sandbox-subscriber', '0000a11c'

    # Input of the tested command. The secrets are variables, as in a script.
    $setup = {
        param($path, $baseUri, $key, $cookie)
        $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
        Import-Module $path -Verbose:$false
        Connect-NanoGpt -ApiKey $key -SessionCookie $cookie -BaseUri $baseUri -MaximumRetryCount 1
    }

    function Get-Rendering($Object) {
        "$Object"
        $Object | Out-String -Width 4096
        $Object | Format-List * -Force | Out-String -Width 4096
        # Stops here: deeper levels reach PowerShell itself and the variables of this test.
        [Management.Automation.PSSerializer]::Serialize($Object, 1)
    }

    function Get-Trace([string] $BaseUri, [string] $Command) {
        # Returns everything that a command outputs or stores in a new PowerShell instance, as text.
        $shell = [powershell]::Create()
        try {
            foreach ($script in $setup, $Command) {
                $null = $shell.AddScript("$script")
                if ($script -eq $setup) {
                    foreach ($argument in $modulePath, $BaseUri, $planted, $plantedCookie) { $null = $shell.AddArgument($argument) }
                }
                $null = $shell.AddStatement()
            }
            $output = try { @($shell.Invoke()) } catch { @($_.Exception) }
            $errors = $shell.Runspace.SessionStateProxy.GetVariable('Error')
            $streams = foreach ($name in 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress') { $shell.Streams.$name }
            foreach ($trace in @($output) + @($errors) + @($streams)) {
                if ($null -eq $trace) { continue }
                Get-Rendering $trace
                if ($trace -isnot [Management.Automation.ErrorRecord]) { continue }
                for ($inner = $trace.Exception; $inner; $inner = $inner.InnerException) {
                    Get-Rendering $inner
                    $inner.Data | Out-String
                    [Management.Automation.PSSerializer]::Serialize($inner, 3)
                }
                foreach ($part in 'TargetObject', 'ErrorDetails', 'CategoryInfo', 'InvocationInfo') {
                    if ($trace.$part) { Get-Rendering $trace.$part }
                }
                $trace.InvocationInfo.BoundParameters | Out-String -Width 4096
            }
        }
        finally { $shell.Dispose() }
    }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'The key and the cookie' {
    It 'do not appear when a call <What>' -ForEach @(
        @{ What = 'succeeds'; Fault = $null; Command = 'Get-NanoGptModel -Detailed -Verbose -Debug; Get-NanoGptSession; Connect-NanoGpt -ApiKey $key -BaseUri $baseUri -PassThru -Verbose'; Shows = 'VERBOSE' }
        @{ What = 'lists providers and another catalog'; Fault = $null; Command = 'Get-NanoGptModel -Type Image -Detailed -Verbose -Debug; Get-NanoGptModelProvider deepseek/deepseek-v4-flash, nope -Verbose -Debug'; Shows = 'NotFound' }
        @{ What = 'is not authorized'; Fault = $null; Command = 'Get-NanoGptModel -Scope Personalized -Verbose'; Shows = 'Unauthorized' }
        @{ What = 'is forbidden'; Fault = 'status=403'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'Forbidden' }
        @{ What = 'gets no response'; Fault = 'drop'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'ConnectionFailed' }
        @{ What = 'gets an HTML page'; Fault = 'html'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'InvalidResponse' }
        @{ What = 'is redirected to another host'; Fault = 'redirect=307,to=http://127.0.0.1:1/'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'Redirected' }
        @{ What = 'has an invalid -ApiKey'; Fault = $null; Command = 'Get-NanoGptModel -ApiKey "$key x"'; Shows = 'ParameterArgumentTransformationError' }
        @{ What = 'finds no model'; Fault = $null; Command = 'Get-NanoGptModel nope -ApiKey $key'; Shows = 'ModelNotFound' }
    ) {
        $baseUri = if ($Fault) { Get-SandboxFault $sandbox $Fault } else { $sandbox.BaseUri }
        $traces = Get-Trace $baseUri $Command
        if ($Shows -ne 'VERBOSE') { "$traces" | Should -BeLike "*$Shows*" } else { "$traces" | Should -BeLike '*GET http://*' }
        $traces | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
    }

    It 'do not appear when a call for the preferences <What>' -ForEach @(
        @{ What = 'reads'; Command = 'Get-NanoGptModelVisibility -Verbose -Debug; Get-NanoGptModelVisibility nope -SessionCookie $cookie'; Shows = 'VisibilityNotFound' }
        @{ What = 'changes'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5, nope -Category "$(New-Guid)" -PassThru -Verbose -Debug -WarningAction Continue'; Shows = 'VisibilityIgnored' }
        @{ What = 'compares'; Command = '@{ Id = "nope"; Visible = $true } | Compare-NanoGptModelVisibility -Verbose -Debug -WarningAction Continue; $key, $cookie | Compare-NanoGptModelVisibility -ErrorAction Ignore'; Shows = 'There is no model' }
        @{ What = 'is undone'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -PassThru | Undo-NanoGptModelVisibility -PassThru -Verbose -Debug'; Shows = 'category:' }
        @{ What = 'gets no catalog'; Fault = 'status=401,skip=1,times=1'; Command = 'Set-NanoGptModelVisibility nope -Visible $true -WhatIf -Verbose'; Shows = 'catalog is not available' }
        @{ What = 'has -WhatIf'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -WhatIf -Verbose'; Shows = 'HTTP 200' }
        @{ What = 'is retried'; Fault = 'status=503,times=1,retry-after=0'; Command = 'Get-NanoGptModelVisibility -Verbose'; Shows = 'Retrying' }
        @{ What = 'retries a change'; Fault = 'status=503,method=POST,times=1,retry-after=0'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -Verbose'; Shows = 'Retrying' }
        @{ What = 'is not authorized'; Fault = 'status=401'; Command = 'Get-NanoGptModelVisibility -Verbose'; Shows = 'Unauthorized' }
        @{ What = 'is forbidden'; Fault = 'status=403,method=POST'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -Verbose'; Shows = 'Forbidden' }
        @{ What = 'gets no response'; Fault = 'drop'; Command = 'Get-NanoGptModelVisibility -Verbose'; Shows = 'ConnectionFailed' }
        @{ What = 'gets no response to the change'; Fault = 'drop,method=POST'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -Verbose'; Shows = 'ConnectionFailed' }
        @{ What = 'gets an HTML page'; Fault = 'html'; Command = 'Get-NanoGptModelVisibility -Verbose'; Shows = 'InvalidResponse' }
        @{ What = 'is redirected to another host'; Fault = 'redirect=307,to=http://127.0.0.1:1/,method=POST'; Command = 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)"'; Shows = 'Redirected' }
        @{ What = 'has an invalid -SessionCookie'; Command = 'Set-NanoGptModelVisibility a -Visible $true -SessionCookie "$cookie`nx=1"'; Shows = 'ParameterArgumentTransformationError' }
        @{ What = 'names a missing file'; Command = 'Import-NanoGptModelVisibility $PSHOME/*.nope -Verbose -SessionCookie $cookie'; Shows = 'PathNotFound' }
    ) {
        $baseUri = if ($Fault) { New-Fault $Fault } else { $sandbox.BaseUri }
        $traces = Get-Trace $baseUri $Command
        "$traces" | Should -BeLike "*$Shows*"
        $traces | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
    }

    It 'are masked if the response to such a call contains <What>' -ForEach @(
        @{ What = 'the cookie'; Text = 'csrf=planted-cookie-c0ffeec0ffee; session=sandbox-subscriber-00000000a11c' }
        @{ What = 'a value of the cookie'; Text = 'planted-cookie-c0ffeec0ffee' }
        @{ What = 'another value of the cookie'; Text = 'sandbox-subscriber-00000000a11c' }
        @{ What = 'the key'; Text = 'sk-nano-planted0-feed-4bad-8bee-c0ffeec0ffee' }
    ) {
        $errorBody = @{ error = @{ message = "No account has $Text."; code = $Text; type = $Text } } | ConvertTo-Json
        foreach ($baseUri in (New-SandboxResponse $sandbox $errorBody -Status 401), (New-SandboxResponse $sandbox $errorBody -Status 503), (New-SandboxResponse $sandbox "<html>$Text</html>"), (New-SandboxResponse $sandbox "{`"$Text`":1}")) {
            foreach ($command in 'Get-NanoGptModelVisibility -Verbose', 'Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -Verbose') {
                $traces = Get-Trace $baseUri $command
                "$traces" | Should -BeLike '*HTTP *'
                $traces | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
            }
        }
    }

    It 'are in no file, and in no copy of an object' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'files')
        $objects = @(
            Get-NanoGptModelVisibility
            Set-NanoGptModelVisibility openai/gpt-5.5 -Category "$(New-Guid)" -PassThru
            Export-NanoGptModelVisibility (Join-Path $folder 'visibility.json') -PassThru
            Set-NanoGptModelVisibility nope -Visible $true -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors
        )
        Disconnect-NanoGpt
        $objects | Export-Clixml (Join-Path $folder 'objects.xml') -Depth 3
        $objects | Select-Object * -ExcludeProperty InvocationInfo | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | Set-Content (Join-Path $folder 'objects.json')
        $texts = Get-ChildItem $folder | Get-Content -Raw
        $texts | Should -HaveCount 3
        $texts | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
    }

    It 'are masked if the service repeats them' {
        $uri = New-SandboxResponse $sandbox "{`"error`":{`"message`":`"Incorrect API key: $planted`",`"code`":`"$planted`"}}" -Status 401
        $traces = Get-Trace $uri 'Get-NanoGptModel -Verbose'
        "$traces" | Should -BeLike '*Incorrect API key: *'
        $traces | Select-String -SimpleMatch $planted | Should -BeNullOrEmpty
    }

    It 'are masked in models and their copies if a list contains the key' {
        $escaped = $planted -replace '-', '\u002d'
        $body = "{`"data`":[{`"id`":`"$planted`",`"name`":`"$escaped`",`"owned_by`":`"$planted`",`"description`":`"of $escaped`",`"$planted`":{`"deep`":[`"$planted`"]},`"context_length`":`"$escaped`"}]}"
        $session = Connect-NanoGpt -ApiKey $planted -BaseUri (New-SandboxResponse $sandbox $body) -PassThru
        $models = Get-NanoGptModel -Session $session -Detailed
        $path = Join-Path $TestDrive 'echoed.xml'
        $models | Export-Clixml $path
        $renderings = @(
            $models | ConvertTo-Json -Depth 5
            $models | ConvertTo-Csv
            $models | Out-String -Width 1000
            $models | Format-List * -Force | Out-String -Width 1000
            Get-Content -Raw $path
            Get-NanoGptModel nope -Session $session -ErrorAction SilentlyContinue -ErrorVariable errors
            $errors | Out-String
        )
        $models.Id | Should -Be '****ffee'
        $renderings[0] | Should -BeLike '*of ****ffee*'
        $renderings | Select-String -SimpleMatch 'c0ffee', 'planted' | Should -BeNullOrEmpty
        # Completion offers masked text too.
        Connect-NanoGpt -ApiKey $planted -BaseUri (New-SandboxResponse $sandbox $body)
        $null = Get-NanoGptModel
        (TabExpansion2 'Get-NanoGptModel ' 17).CompletionMatches.ListItemText | Should -Contain '****ffee'
        Disconnect-NanoGpt
    }

    It 'are not in any rendering of the session' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $path = Join-Path $TestDrive 'session.xml'
        Get-NanoGptSession | Export-Clixml $path -Depth 9
        $renderings = @(
            Get-NanoGptSession | ConvertTo-Json -Depth 9
            Get-NanoGptSession | ConvertTo-Csv
            Get-NanoGptSession | Out-String
            Get-NanoGptSession | Format-List * -Force | Out-String -Width 4096
            Get-NanoGptSession | Format-Custom -Depth 9 | Out-String -Width 4096
            (Get-NanoGptSession).ToString()
            Get-Content -Raw $path
            (Get-NanoGptSession).PSObject.Properties.Value
        )
        Disconnect-NanoGpt
        "$renderings" | Should -BeLike '*ffee*'
        $renderings | Select-String -SimpleMatch 'c0ffee' | Should -BeNullOrEmpty
    }

    It 'are not in a transcript' {
        $path = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'transcribed.ps1'
        @'
param($path, $module, $baseUri, $transcript)
Start-Transcript $transcript | Out-Null
Import-Module $module
Connect-NanoGpt -ApiKey $env:PLANTED -BaseUri $baseUri -PassThru
Get-NanoGptModel -Verbose | Select-Object -First 1
Connect-NanoGpt -ApiKey $env:PLANTED -SessionCookie $env:PLANTED_COOKIE -BaseUri $baseUri
Get-NanoGptModelVisibility openai/* -Verbose
Set-NanoGptModelVisibility openai/gpt-5.2 -Category Transcribed -WhatIf
Set-NanoGptModelVisibility openai/gpt-5.2 -Category Transcribed -PassThru -Verbose
try { Get-NanoGptModel -Scope Personalized } catch { $_ }
try { Get-NanoGptModelVisibility -SessionCookie "$env:PLANTED_COOKIE-not" } catch { $_ }
Stop-Transcript | Out-Null
'@ | Set-Content $script
        $env:PLANTED, $env:PLANTED_COOKIE = $planted, $plantedCookie
        try { Invoke-FreshPowerShell $script $script $modulePath $sandbox.BaseUri $path | Out-Null }
        finally { $env:PLANTED, $env:PLANTED_COOKIE = $null, $null }
        Get-Content -Raw $path | Should -BeLike '*category: General -> Transcribed*The API key is invalid*Unauthorized*'
        Get-Content -Raw $path | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
    }

    It 'are not in the environment or the command line' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $null = Get-NanoGptModelVisibility
        $seen = @((Get-ChildItem env:).Value; [Environment]::CommandLine)
        Disconnect-NanoGpt
        $seen | Select-String -SimpleMatch $secrets | Should -BeNullOrEmpty
    }

    It 'do not show the last characters of a short key' {
        Connect-NanoGpt -ApiKey 'short-key'
        (Get-NanoGptSession).ApiKey | Should -Be '****'
        Disconnect-NanoGpt
    }
}
