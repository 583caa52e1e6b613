BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # Unique text: its letters are not hexadecimal. The last four characters may be shown.
    $planted = 'sk-nano-kzqwvxgj-tpmy-hrns-lqtz-wvkxgjpymhzt'
    $plantedCookie = 'session=qxzkvwjg-planted-hrtmpzxqwkvj'
    $keyParts = 'kzqwvxgj', 'tpmy-hrns', 'hrns-lqtz', 'wvkxgjpy', 'gjpymhzt', 'qxzkvwjg', 'planted-hrtm', 'pzxqwkvj'

    function New-PlantedSession([string] $Fault, [hashtable] $Settings = @{}) {
        $baseUri = if ($Fault) { New-Fault $Fault } else { $sandbox.BaseUri }
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $baseUri -PassThru @Settings
        Disconnect-NanoGpt
    }

    function New-Shell($Session, [string] $Command) {
        # It receives only the session, so that no variable contains the key and everything can be searched.
        [powershell]::Create().AddScript({
                param($path)
                $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = $ProgressPreference = 'Continue'
                Import-Module $path -Verbose:$false
            }).AddArgument($modulePath).AddStatement().AddScript("param(`$session) $Command").AddArgument($Session)
    }

    function Get-Rendering($Thing) {
        "$Thing"
        $Thing | Out-String -Width 4096
        $Thing | Format-List * -Force | Out-String -Width 4096
        [Management.Automation.PSSerializer]::Serialize($Thing, 3)
    }

    function Get-Trace($Shell, $Output) {
        # Returns everything that a command outputs or stores, as text.
        $errors = @($Shell.Runspace.SessionStateProxy.GetVariable('Error'))
        $streams = foreach ($name in 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress') { $Shell.Streams.$name }
        foreach ($object in @($Output) + $errors + @($streams)) {
            if ($null -eq $object) { continue }
            Get-Rendering $object
            if ($object -isnot [Management.Automation.ErrorRecord]) { continue }
            for ($inner = $object.Exception; $inner; $inner = $inner.InnerException) {
                Get-Rendering $inner
                Get-Rendering $inner.Data
                $inner.Data.Keys | ForEach-Object { "$_ $($inner.Data[$_])" }
            }
            foreach ($part in 'TargetObject', 'ErrorDetails', 'CategoryInfo', 'InvocationInfo') {
                if ($object.$part) { Get-Rendering $object.$part }
            }
            $object.InvocationInfo.BoundParameters.Values | ForEach-Object { Get-Rendering $_ }
        }
    }

    function Select-KeyPart($Text) { $Text | Select-String -SimpleMatch $keyParts | ForEach-Object { $_.Line } }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'The key and the cookie' {
    It 'do not appear when a call <What>' -ForEach @(
        @{ What = 'succeeds after a delay'; Fault = 'status=503,retry-after=1,times=1'; Shows = '*Retrying in 1 s*' }
        @{ What = 'fails after the last retry'; Fault = 'status=503,retry-after=0'; Shows = '*ServiceFailed*' }
        @{ What = 'gets no response twice'; Fault = 'drop'; Settings = @{ MaximumRetryCount = 1 }; Shows = '*ConnectionFailed*' }
        @{ What = 'would have to wait too long'; Fault = 'status=429,retry-after=3600'; Shows = '*Retry after*' }
        @{ What = 'times out'; Fault = 'delay=60'; Settings = @{ TimeoutSec = 1 }; Shows = '*TimedOut*' }
        @{ What = 'loses the connection during the response'; Fault = 'reset=2000'; Shows = '*ConnectionFailed*' }
        @{ What = 'gets a response that is too large'; Fault = 'bomb=2'; Settings = @{ MaximumResponseSize = 1MB }; Shows = '*ResponseTooLarge*' }
        @{ What = 'is redirected to another host'; Fault = 'redirect=307,to=https://example.com/'; Shows = '*Redirected*' }
        @{ What = 'is redirected in a loop'; Fault = 'loop'; Settings = @{ AuthenticationHeader = 'XApiKey' }; Shows = '*Redirected*' }
    ) {
        $session = New-PlantedSession $Fault $(if ($Settings) { $Settings } else { @{} })
        foreach ($command in 'Get-NanoGptModel -Detailed -Session $session -Debug', 'Get-NanoGptModelVisibility -Session $session -Debug') {
            $shell = New-Shell $session $command
            try {
                $output = try { $shell.Invoke() } catch { $_.Exception; $_.Exception.InnerException }
                $trace = Get-Trace $shell $output
            }
            finally { $shell.Dispose() }
            if ($command -like 'Get-NanoGptModel -*') { "$trace" | Should -BeLike $Shows }
            Select-KeyPart $trace | Should -BeNullOrEmpty
        }
    }

    It 'are masked in every retry message if the error response contains them' {
        $uri = New-SandboxResponse $sandbox "{`"error`":{`"message`":`"The key $planted and the cookie $plantedCookie`"}}" -Status 503
        $session = Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $uri -MaximumRetryCount 1 -PassThru
        Disconnect-NanoGpt
        $shell = New-Shell $session 'Get-NanoGptModel -Session $session'
        try {
            $thrown = try { $shell.Invoke() } catch { $_.Exception }
            $trace = Get-Trace $shell $thrown
            $shell.Streams.Progress.StatusDescription -like '*The key `*`*`*`*mhzt and*' | Should -Not -BeNullOrEmpty
            $shell.Streams.Verbose.Message -like 'Retrying*The key `*`*`*`*mhzt and*' | Should -Not -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
        Select-KeyPart $trace | Should -BeNullOrEmpty
    }

    It 'do not appear when Ctrl+C ends a wait' {
        $shell = New-Shell (New-PlantedSession 'status=503,retry-after=100') 'Get-NanoGptModel -Session $session'
        try {
            $running = $shell.BeginInvoke()
            $watch = [Diagnostics.Stopwatch]::StartNew()
            while (-not ($shell.Streams.Progress | Where-Object Activity -EQ 'Waiting for NanoGPT')) { if ($watch.Elapsed.TotalMinutes -gt 1) { throw 'It never waited.' } }
            $shell.Stop()
            $stopped = try { $shell.EndInvoke($running) } catch { $_ }
            $trace = Get-Trace $shell $stopped
        }
        finally { $shell.Dispose() }
        "$trace" | Should -BeLike '*Waiting for NanoGPT*'
        Select-KeyPart $trace | Should -BeNullOrEmpty
    }

    It 'are in no copy of the output' {
        $session = New-PlantedSession
        $path = Join-Path $TestDrive 'models.xml'
        $models = Get-NanoGptModel -Detailed -Session $session
        $models | Export-Clixml $path -Depth 9
        (Get-Content -Raw $path).Length | Should -BeGreaterThan 10000
        Select-KeyPart (Get-Content $path) | Should -BeNullOrEmpty
        Select-KeyPart ($models | ConvertTo-Json -Depth 9) | Should -BeNullOrEmpty
        Select-KeyPart ([Management.Automation.PSSerializer]::Serialize($session, 9)) | Should -BeNullOrEmpty
        Select-KeyPart ($session | ConvertTo-Json -Depth 9 -WarningAction SilentlyContinue) | Should -BeNullOrEmpty
    }

    It 'are not in the transcript, environment, or command line of a process that waited for a retry' {
        $secret = Join-Path $TestDrive 'secret.txt'
        Set-Content $secret $planted, $plantedCookie
        $transcript = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'waiting.ps1'
        @'
param($module, $baseUri, $secret, $transcript)
Import-Module $module
$key, $cookie = Get-Content $secret
Start-Transcript $transcript | Out-Null
$VerbosePreference = $DebugPreference = 'Continue'
Connect-NanoGpt -ApiKey $key -SessionCookie $cookie -BaseUri $baseUri -MaximumRetryCount 1 -PassThru
try { Get-NanoGptModel } catch { $_; $_ | Format-List * -Force }
try { Get-NanoGptModelVisibility } catch { $_; $_ | Format-List * -Force }
Stop-Transcript | Out-Null
[Environment]::CommandLine
[Environment]::GetEnvironmentVariables() | Out-String -Width 4096
foreach ($name in 'environ', 'cmdline') { if (Test-Path "/proc/self/$name") { [IO.File]::ReadAllText("/proc/self/$name") } }
'@ | Set-Content $script
        $output = Invoke-FreshPowerShell $script $modulePath (Get-SandboxFault $sandbox 'status=503,retry-after=1') $secret $transcript
        "$output" | Should -BeLike '*waiting.ps1*'
        Get-Content -Raw $transcript | Should -BeLike '*Retrying in 1 s*'
        Select-KeyPart $output | Should -BeNullOrEmpty
        Select-KeyPart (Get-Content $transcript) | Should -BeNullOrEmpty
    }

    It 'are found by these tests if they appear' {
        $shell = New-Shell (New-PlantedSession) 'Write-Error "x wvkxgjpymhzt"'
        try {
            $null = $shell.Invoke()
            Select-KeyPart (Get-Trace $shell) | Should -Not -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
    }
}
