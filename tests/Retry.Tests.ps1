BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    $listing = { param($path, $baseUri, $settings) Import-Module $path; Connect-NanoGpt -BaseUri $baseUri @settings; Get-NanoGptModel -Verbose }

    function New-Shell([string] $Fault, [hashtable] $Settings = @{}) {
        # Returns a new PowerShell instance that lists models with a fault that has its own count.
        [powershell]::Create().AddScript($listing).AddArgument($modulePath).AddArgument((New-Fault $Fault)).AddArgument($Settings)
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'A transient failure' {
    BeforeEach { Disconnect-NanoGpt }

    It 'is retried and returns the models (HTTP <_>)' -ForEach 408, 429, 500, 502, 503, 504 {
        Connect-NanoGpt -BaseUri (New-Fault "status=$_,retry-after=0,times=2")
        Clear-SandboxRequest $sandbox
        $models = Get-NanoGptModel
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        $models.Id | Should -Be (Get-NanoGptModel).Id
        @(Get-SandboxRequest $sandbox | Where-Object path -Like '/fault/*').Count | Should -Be 3
    }

    It 'is retried if there was no response' {
        Connect-NanoGpt -BaseUri (New-Fault 'drop,times=1')
        Get-NanoGptModel | Should -Not -BeNullOrEmpty
    }

    It 'fails after one attempt with -MaximumRetryCount 0, and after three with 2' {
        foreach ($count in 0, 2) {
            Connect-NanoGpt -BaseUri (New-Fault 'status=503,retry-after=0') -MaximumRetryCount $count
            Clear-SandboxRequest $sandbox
            $thrown = Get-ThrownError { Get-NanoGptModel }
            $thrown.FullyQualifiedErrorId | Should -BeLike 'ServiceFailed,*'
            $thrown.Exception.Request.Attempt | Should -Be (1 + $count)
            @(Get-SandboxRequest $sandbox).Count | Should -Be (1 + $count)
        }
    }

    It 'is retried when preferences are read and when they are saved' {
        Set-SandboxPreference $sandbox
        foreach ($method in 'GET', 'POST') {
            Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (New-Fault "status=503,retry-after=0,method=$method,times=2")
            Set-NanoGptModelVisibility openai/gpt-5.2 -Category "After $method"
            (Get-SandboxPreference $sandbox).modelCategories.'openai/gpt-5.2' | Should -Be "After $method"
        }
    }
}

Describe 'Waiting for a retry' {
    It 'shows with -Verbose each attempt, and the number and reason of each retry' {
        $shell = New-Shell 'status=503,retry-after=0,times=2,message=Back soon'
        try {
            $shell.Invoke() | Should -Not -BeNullOrEmpty
            $lines = @($shell.Streams.Verbose.Message -match 'GET |Retrying')
            $lines.Count | Should -Be 5
            $lines[0] | Should -BeLike 'GET http://*/api/v1/models: HTTP 503, *'
            $lines[1] | Should -Match '^Retrying in [\d.,]+ s \(retry 1\): Back soon \(HTTP 503, [^)]+\)\.'
            $lines[2] | Should -BeLike 'GET http://*/api/v1/models: HTTP 503, *'
            $lines[3] | Should -Match '^Retrying in [\d.,]+ s \(retry 2\): Back soon \(HTTP 503, attempt 2, [^)]+\)\.'
            $lines[4] | Should -BeLike 'GET http://*/api/v1/models: HTTP 200, * models, *'
        }
        finally { $shell.Dispose() }
    }

    It 'shows the reason and the seconds left as progress, and ends it' {
        $shell = New-Shell 'status=503,retry-after=3,times=1,message=Back soon'
        try {
            $shell.Invoke() | Should -Not -BeNullOrEmpty
            $records = @($shell.Streams.Progress | Where-Object Activity -EQ 'Waiting for NanoGPT')
            $records[0].SecondsRemaining | Should -Be 3
            $records[0].StatusDescription | Should -BeLike 'Retrying in 3 s: Back soon (HTTP 503, *).*'
            $records[0].PercentComplete | Should -BeLessThan 50
            $records.SecondsRemaining | Where-Object { $_ -in 1, 2 } | Should -Not -BeNullOrEmpty
            $left = $records.SecondsRemaining
            "$left" | Should -Be "$($left | Sort-Object -Descending)"
            @($records.ActivityId | Sort-Object -Unique).Count | Should -Be 1
            $records.RecordType | Select-Object -Last 1 | Should -Be 'Completed'
            @($records | Where-Object RecordType -EQ 'Completed').Count | Should -Be 1
        }
        finally { $shell.Dispose() }
    }

    It 'shows no progress if there is no wait' {
        $shell = New-Shell 'delay=0'
        try {
            $shell.Invoke() | Should -Not -BeNullOrEmpty
            $shell.Streams.Progress | Where-Object Activity -EQ 'Waiting for NanoGPT' | Should -BeNullOrEmpty
            @($shell.Streams.Verbose.Message) -match 'Retrying' | Should -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
    }

    It 'ends immediately with Ctrl+C' {
        $shell = New-Shell 'status=503,retry-after=100'
        try {
            $running = $shell.BeginInvoke()
            Wait-Until { $shell.Streams.Progress | Where-Object Activity -EQ 'Waiting for NanoGPT' }
            $watch = [Diagnostics.Stopwatch]::StartNew()
            # Ctrl+C calls Stop. Without it, the wait would take 100 seconds.
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 50
            { $shell.EndInvoke($running) } | Should -Throw '*pipeline has been stopped*'
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Streams.Error.Count | Should -Be 0
        }
        finally { $shell.Dispose() }
    }
}

Describe 'A call that is stopped while it waits for a retry' {
    BeforeEach { Disconnect-NanoGpt }

    It 'sends no further request (<By>)' -ForEach @(
        @{ By = 'by $ProgressPreference = Stop'; Command = { $ProgressPreference = 'Stop'; Get-NanoGptModel } }
        @{ By = 'by an exception in a later command'; Command = { Get-NanoGptModel -Verbose 4>&1 | ForEach-Object { if ("$_" -like 'Retrying*') { throw 'Stop.' } } } }
        @{ By = 'by Select-Object -First'; Command = { Get-NanoGptModel -Verbose 4>&1 | Where-Object { "$_" -like 'Retrying*' } | Select-Object -First 1; throw 'Stop.' } }
    ) {
        Connect-NanoGpt -BaseUri (New-Fault 'status=503,retry-after=1,times=1')
        $path = (Get-NanoGptSession).BaseUri.AbsolutePath
        Clear-SandboxRequest $sandbox
        (Get-ThrownError $Command).FullyQualifiedErrorId | Should -Match '^ActionPreferenceStop,|^Stop'

        # The two waits of this call end later than the stopped wait would have ended.
        Connect-NanoGpt -BaseUri (New-Fault 'status=503,retry-after=1,times=2')
        Get-NanoGptModel | Should -Not -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox | Where-Object path -Like "$path*").Count | Should -Be 1
    }

    It 'sends no change (<By>)' -ForEach @(
        @{ By = 'by $ProgressPreference = Stop'; Command = { $ProgressPreference = 'Stop'; Set-NanoGptModelVisibility openai/gpt-5.2 -Category Stopped } }
        @{ By = 'by an exception in a later command'; Command = { Set-NanoGptModelVisibility openai/gpt-5.2 -Category Stopped -Verbose 4>&1 | ForEach-Object { if ("$_" -like 'Retrying*') { throw 'Stop.' } } } }
        @{ By = 'by Select-Object -First'; Command = { Set-NanoGptModelVisibility openai/gpt-5.2 -Category Stopped -Verbose 4>&1 | Where-Object { "$_" -like 'Retrying*' } | Select-Object -First 1; throw 'Stop.' } }
    ) {
        Set-SandboxPreference $sandbox
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (New-Fault 'status=503,retry-after=1,method=POST,times=1')
        Clear-SandboxRequest $sandbox
        (Get-ThrownError $Command).FullyQualifiedErrorId | Should -Match '^ActionPreferenceStop,|^Stop'

        # The lock serializes changes: this change waits until the other operation has ended.
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        Set-NanoGptModelVisibility openai/gpt-5.5 -Category Changed
        @(Get-Sent) | Should -HaveCount 2
        (Get-SandboxPreference $sandbox).modelCategories.PSObject.Properties.Name | Should -Be 'openai/gpt-5.5'
    }
}

Describe 'A retry delay beyond the limit' {
    BeforeEach { Disconnect-NanoGpt }

    It 'fails immediately, and the error says when to retry (<RetryAfter>)' -ForEach @(
        @{ RetryAfter = '3600' }
        @{ RetryAfter = 'date+3600' }
    ) {
        Connect-NanoGpt -BaseUri (New-Fault "status=429,retry-after=$RetryAfter")
        Clear-SandboxRequest $sandbox
        $before = [DateTime]::UtcNow
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $after = [DateTime]::UtcNow
        @(Get-SandboxRequest $sandbox).Count | Should -Be 1
        $thrown.FullyQualifiedErrorId | Should -BeLike 'RateLimited,*'
        "$thrown" -match 'Retry after (?<When>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC\.$' | Should -BeTrue
        $when = [datetime]::ParseExact($Matches.When, 'yyyy-MM-dd HH:mm:ss', [cultureinfo]::InvariantCulture)
        # Dates in headers and messages have no fractions of a second.
        $when | Should -BeGreaterOrEqual $before.AddSeconds(3598)
        $when | Should -BeLessOrEqual $after.AddSeconds(3600)
        $thrown.ErrorDetails.RecommendedAction -match 'in (?<Seconds>\d+) s' | Should -BeTrue
        [int] $Matches.Seconds | Should -BeLessOrEqual 3600
        [int] $Matches.Seconds | Should -BeGreaterOrEqual (3598 - ($after - $before).TotalSeconds)
    }

    It 'ends at midnight UTC if the daily limit is reached (<_>)' -ForEach 'daily_rpd_limit_exceeded', 'daily_usd_limit_exceeded' {
        # Without retries: right before midnight, a retry would be possible.
        Connect-NanoGpt -BaseUri (New-Fault "status=429,code=$_,shape=openai") -MaximumRetryCount 0
        $midnights = { [DateTime]::UtcNow.Date.AddDays(1).ToString('yyyy-MM-dd') }
        $possible = @(& $midnights)
        $thrown = Get-ThrownError { Get-NanoGptModel }
        $possible += & $midnights
        $thrown.FullyQualifiedErrorId | Should -BeLike 'DailyLimitReached,*'
        "$thrown" -match 'Retry after (?<Day>\S+) 00:00:00 UTC\.$' | Should -BeTrue
        $Matches.Day | Should -BeIn $possible
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*00:00 UTC*'
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
