# Runs every cmdlet that sends requests against every fault of the sandbox and compares the outcomes with the tables in
# docs/reliability.md. With $env:NANOGPT_WRITE_FAULT_MATRIX set, it writes the tables instead.

BeforeDiscovery {
    # The build for .NET Framework offers only gzip.
    $isDesktopBuild = $PSVersionTable.PSEdition -eq 'Desktop' -or "$env:NANOGPT_TEST_MODULE".Contains('netstandard')

    # {path}: the path that the cmdlet requests. {kB}: replaced by 1, 2, and so on until the response is complete.
    $allRequests = @(
        foreach ($status in 400, 401, 402, 403, 404, 409, 413) { @{ Name = "HTTP $status"; Fault = "status=$status" } }
        foreach ($status in 408, 429, 500, 502, 503, 504) {
            @{ Name = "HTTP $status"; Fault = "status=$status,retry-after=0" }
            @{ Name = "HTTP $status, once"; Fault = "status=$status,retry-after=0,times=1" }
        }
        @{ Name = 'HTTP 429, `Retry-After` of one hour'; Fault = 'status=429,retry-after=3600' }
        @{ Name = 'HTTP 429, `Retry-After` date one hour ahead'; Fault = 'status=429,retry-after=date+3600' }
        @{ Name = 'HTTP 429, `Retry-After` date in the past, once'; Fault = 'status=429,retry-after=Wed%2C 21 Oct 2015 07:28:00 GMT,times=1' }
        @{ Name = 'HTTP 429, daily limit'; Fault = 'status=429,code=daily_usd_limit_exceeded,shape=openai'; Retries = 0 }
        @{ Name = 'HTTP 502 with an HTML page'; Fault = 'status=502,shape=html,retry-after=0' }
        @{ Name = 'HTTP 502 with an empty body'; Fault = 'status=502,shape=empty,retry-after=0' }
        @{ Name = 'no response'; Fault = 'drop'; Retries = 0 }
        @{ Name = 'no response, once'; Fault = 'drop,times=1' }
        @{ Name = 'no response before the timeout'; Fault = 'delay=60'; Holds = $true }
        @{ Name = 'HTML page'; Fault = 'html' }
        @{ Name = 'empty body'; Fault = 'empty' }
        @{ Name = 'truncated after each 1 kB'; Fault = 'truncate={kB}000' }
        @{ Name = 'connection reset before the body'; Fault = 'reset=0' }
        @{ Name = 'connection reset in the body'; Fault = 'reset=2500' }
        @{ Name = 'stalls before the body'; Fault = 'hold=0'; Holds = $true }
        @{ Name = 'stalls in the body'; Fault = 'hold=2500'; Holds = $true }
        @{ Name = '10 bytes per second'; Fault = 'trickle=1'; Holds = $true }
        @{ Name = 'complete body, then endless spaces'; Fault = 'trickle=1000000'; Holds = $true }
        @{ Name = 'redirect within the host (307)'; Fault = 'redirect=307,to={path}' }
        @{ Name = 'redirect within the host (302)'; Fault = 'redirect=302,to={path}' }
        @{ Name = 'redirect to another port'; Fault = 'redirect=307,to=http://127.0.0.1:1/' }
        @{ Name = 'redirect to another host'; Fault = 'redirect=307,to=https://example.com/' }
        @{ Name = 'redirect loop'; Fault = 'loop' }
        @{ Name = 'decompression bomb of 64 MiB (limit 16 MiB)'; Fault = 'bomb=64' }
        @{ Name = 'list with an 8 MiB entry'; Fault = 'entry=8' }
        foreach ($encoding in @('gzip'; if (-not $isDesktopBuild) { 'br', 'deflate' })) { @{ Name = "compressed with $encoding"; Fault = "encoding=$encoding" } }
        @{ Name = 'gzip, truncated'; Fault = 'encoding=gzip,truncate=300' }
        @{ Name = 'UTF-8 with a byte order mark'; Fault = 'bom' }
        foreach ($charset in 'utf-16', 'utf-16BE', 'iso-8859-1') { @{ Name = "$charset, labeled correctly"; Fault = "charset=$charset" } }
        @{ Name = 'utf-16 with a byte order mark'; Fault = 'charset=utf-16,bom' }
        @{ Name = 'UTF-8 labeled as utf-16'; Fault = 'content-type=application/json; charset=utf-16' }
        @{ Name = 'UTF-8 labeled with an unknown charset'; Fault = 'content-type=application/json; charset=unknown-charset' }
        @{ Name = 'labeled `text/html`'; Fault = 'content-type=text/html' }
        @{ Name = 'no `Content-Type`'; Fault = 'content-type=' }
    ) | ForEach-Object { $_ + @{ Table = 'all requests'; Cmdlets = 'Get-NanoGptModel', 'Get-NanoGptModelVisibility', 'Set-NanoGptModelVisibility', 'Export-NanoGptModelVisibility', 'Import-NanoGptModelVisibility', 'Compare-NanoGptModelVisibility', 'Undo-NanoGptModelVisibility' } }

    # The responses are too short for faults after the first kilobyte.
    $accountRequests = @(
        @{ Name = 'HTTP 503 with the type `usage_not_ready`'; Fault = 'status=503,type=usage_not_ready,retry-after=0' }
        @{ Name = 'truncated in the body'; Fault = 'truncate=100' }
        $allRequests | Where-Object Fault -NotLike '*{kB}*' | ForEach-Object { $row = $_.Clone(); $row.Fault = $row.Fault -replace '=2500$', '=100' -replace '=300$', '=50'; $row }
    ) | ForEach-Object {
        $_.Table = 'account requests'
        $_.Cmdlets = 'Get-NanoGptUsage', 'Get-NanoGptSubscription', 'Get-NanoGptBalance'
        $_
    }

    $catalogRequests = $allRequests | Where-Object Fault -NotLike '*{kB}*' | ForEach-Object {
        $row = $_.Clone()
        $row.Fault = $row.Fault -replace '2500$', '100'
        $row.Table = 'catalog requests'
        $row.Cmdlets = 'Get-NanoGptModel -Type', 'Get-NanoGptModelProvider'
        $row
    }

    $saveRequests = @(
        @{ Name = 'HTTP 403'; Fault = 'status=403' }
        @{ Name = 'HTTP 503'; Fault = 'status=503,retry-after=0' }
        @{ Name = 'HTTP 503, once'; Fault = 'status=503,retry-after=0,times=1' }
        @{ Name = 'no response'; Fault = 'drop'; Retries = 0 }
        @{ Name = 'no response, once'; Fault = 'drop,times=1' }
        @{ Name = 'HTML page'; Fault = 'html' }
        @{ Name = 'empty body'; Fault = 'empty' }
        @{ Name = 'saved, then empty body'; Fault = 'truncate=0' }
        @{ Name = 'saved, then connection reset before the body'; Fault = 'reset=0' }
        @{ Name = 'saved, then stalls before the body'; Fault = 'hold=0'; Holds = $true }
        @{ Name = 'redirect within the host (307)'; Fault = 'redirect=307,to={path}' }
        @{ Name = 'redirect within the host (302)'; Fault = 'redirect=302,to={path}' }
        @{ Name = 'redirect to another port'; Fault = 'redirect=307,to=http://127.0.0.1:1/' }
    ) | ForEach-Object { $_ + @{ Table = 'save requests'; Cmdlets = 'Set-NanoGptModelVisibility', 'Import-NanoGptModelVisibility', 'Undo-NanoGptModelVisibility' } }
    $saveRequests | ForEach-Object { $_.Fault = "method=POST,$($_.Fault)" }
}

BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # The module sends at most 24 requests per second to one server; several servers make the tests faster.
    $sandboxes = @($sandbox; 1..3 | ForEach-Object { Start-Sandbox })
    $script:turn = 0
    $page = Join-Path $PSScriptRoot '../docs/reliability.md'
    $documented = [Collections.Generic.List[string]] @(Get-Content $page)
    $found = [ordered]@{}

    $changed = 'openai/gpt-5.2'
    $category = "Caf$([char] 0xE9)" # The accented letter reveals a charset that was decoded incorrectly.
    $saved = @{ visibleTextModels = @{ $changed = $true }; modelCategories = @{ $changed = $category } }
    # The response needs several kilobytes, so that a fault can truncate it.
    1..150 | ForEach-Object { $saved.visibleTextModels["some/model-$_"] = $true }
    $savedJson = $saved | ConvertTo-Json
    $change = @{ Id = $changed; Visible = $true; Category = $category; PreviousVisible = $false; PreviousCategory = $category }
    $file = Join-Path $TestDrive 'import.json'
    @{ format = 'NanoGpt.ModelVisibility/1'; visibleTextModels = @{ $changed = $false }; modelCategories = @{} } | ConvertTo-Json | Set-Content $file

    $commands = @{
        'Get-NanoGptModel' = @{
            Path = '/api/v1/models?detailed=true'
            Run = { Get-NanoGptModel -Detailed -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Id; $_.CompletionPrice })" }
        }
        'Get-NanoGptUsage' = @{
            Path = '/api/v1/usage?from=2026-10-01&to=2026-10-31&group_by=model'
            Run = { Get-NanoGptUsage 2026-10-01 2026-10-31 -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Model; $_.NetCost })" }
        }
        'Get-NanoGptSubscription' = @{
            Path = '/api/subscription/v1/usage'
            Run = { Get-NanoGptSubscription -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.State; $_.DailyUsed; $_.MonthlyPercentUsed })" }
        }
        'Get-NanoGptBalance' = @{
            Path = '/api/check-balance'
            Run = { Get-NanoGptBalance -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Usd; $_.Nano; $_.DepositAddress })" }
        }
        'Get-NanoGptModel -Type' = @{
            Path = '/api/v1/image-models?detailed=true'
            Run = { Get-NanoGptModel -Type Image -Detailed -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Id; $_.LowestImagePrice })" }
        }
        'Get-NanoGptModelProvider' = @{
            Path = '/api/models/deepseek%252Fdeepseek-v4-flash/providers'
            Run = { Get-NanoGptModelProvider deepseek/deepseek-v4-flash -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Provider; $_.PromptPrice })" }
        }
        'Get-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { Get-NanoGptModelVisibility -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Id; $_.Visible; $_.Category })" }
        }
        'Set-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { Set-NanoGptModelVisibility $changed -Visible $false -Verbose 4>&1 }
            Result = { Test-Saved $args[1] }
        }
        'Export-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { Export-NanoGptModelVisibility TestDrive:/export.json -Verbose 4>&1 }
            Result = { Get-Content -Raw TestDrive:/export.json }
        }
        'Import-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { Import-NanoGptModelVisibility $file -Verbose 4>&1 }
            Result = { Test-Saved $args[1] }
        }
        'Compare-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { Compare-NanoGptModelVisibility $file -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Id; $_.Description })" }
        }
        'Undo-NanoGptModelVisibility' = @{
            Path = '/api/user/model-visibility'
            Run = { $change | Undo-NanoGptModelVisibility -Verbose 4>&1 }
            Result = { Test-Saved $args[1] }
        }
    }

    function Test-Saved($Server) {
        # Returns whether exactly the requested entry was changed.
        $maps = Get-SandboxPreference $Server
        $maps.visibleTextModels.$changed -eq $false -and @($maps.visibleTextModels.PSObject.Properties).Count -eq 151 -and
            $maps.modelCategories.$changed -ceq $category
    }

    function Get-Result([string] $Command, $Server) {
        # Returns the result of a cmdlet, and whether its verbose output reports a retry.
        Set-SandboxPreference $Server -Preference $savedJson
        if (Test-Path TestDrive:/export.json) { Remove-Item TestDrive:/export.json }
        $verbose, $output = @(& $commands[$Command].Run).Where({ $_ -is [Management.Automation.VerboseRecord] }, 'Split')
        @{ Result = & $commands[$Command].Result $output $Server; IsRetried = [bool] ($verbose -like 'Retrying*') }
    }

    function Get-Outcome([string] $Command, [hashtable] $Row, [string] $Fault) {
        $server = $sandboxes[$script:turn++ % $sandboxes.Count]
        $settings = @{
            ApiKey = $subscriberKey
            SessionCookie = $subscriberCookie
            BaseUri = New-Fault ($Fault -replace '\{path\}', $commands[$Command].Path) $server
            MaximumRetryCount = if ($Row.ContainsKey('Retries')) { $Row.Retries } else { 1 }
            MaximumResponseSize = 16MB
            TimeoutSec = if ($Row.Holds) { 1 } else { 100 }
        }
        Connect-NanoGpt @settings
        try {
            $run = Get-Result $Command $server
            if ("$($run.Result)" -cne "$($expected[$Command])") { return 'wrong result' }
            $outcome = if ($run.IsRetried) { 'retry succeeds' } else { 'succeeds' }
        }
        catch {
            $_.FullyQualifiedErrorId | Should -Match '^\w+,NanoGpt\.Cmdlets\.\w+$'
            if (Test-Path TestDrive:/export.json) { return 'incomplete file' }
            $outcome = '`{0}`' -f $_.FullyQualifiedErrorId.Split(',')[0]
        }
        if ($Row.Table -eq 'save requests') { $outcome += if (Test-Saved $server) { ', saved' } else { ', not saved' } }
        $outcome
    }

    function Get-TruncationOutcome([string] $Command, [hashtable] $Row) {
        # Truncates after 1 kB, 2 kB, and so on until the response is complete.
        for ($kB = 1; $kB -lt 1000; $kB++) {
            $outcome = Get-Outcome $Command $Row ($Row.Fault -replace '\{kB\}', $kB)
            if ($outcome -eq 'succeeds') { return }
            $outcome
        }
    }

    function Get-Line([hashtable] $Row) {
        $cells = foreach ($command in $Row.Cmdlets) {
            $outcomes = if ($Row.Fault -like '*{kB}*') { Get-TruncationOutcome $command $Row } else { Get-Outcome $command $Row $Row.Fault }
            ($outcomes | Sort-Object -Unique) -join ' or '
        }
        "| $($Row.Name) | $($cells -join ' | ') |"
    }

    function Test-Line([hashtable] $Row) {
        $line = Get-Line $Row
        if (-not $found.Contains($Row.Table)) { $found[$Row.Table] = @("| Fault | $($Row.Cmdlets -join ' | ') |", "|$('---|' * (1 + $Row.Cmdlets.Count))") }
        $found[$Row.Table] += $line
        $line | Should -Not -Match 'wrong result|incomplete file'
        if (-not $env:NANOGPT_WRITE_FAULT_MATRIX) { $line | Should -BeIn $documented }
    }

    $expected = @{}
    Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
    foreach ($command in $commands.Keys) { $expected[$command] = (Get-Result $command $sandbox).Result }
}

AfterAll {
    Disconnect-NanoGpt
    $sandboxes | ForEach-Object { Stop-Sandbox $_ }
    if ($env:NANOGPT_WRITE_FAULT_MATRIX) {
        $text = [IO.File]::ReadAllText($page)
        foreach ($table in $found.Keys) {
            $lines = (@("<!-- $table -->") + $found[$table] + '<!-- / -->') -join "`n"
            $text = [regex]::Replace($text, "(?s)<!-- $table -->.*?<!-- / -->", { $lines })
        }
        [IO.File]::WriteAllText($page, $text)
    }
}

Describe 'Fault matrix' {
    It 'has the outcome in docs/reliability.md for all requests: <Name>' -ForEach $allRequests {
        Test-Line $_
    }

    It 'has the outcome in docs/reliability.md for account requests: <Name>' -ForEach $accountRequests {
        Test-Line $_
    }

    It 'has the outcome in docs/reliability.md for requests for catalogs and providers: <Name>' -ForEach $catalogRequests {
        Test-Line $_
    }

    It 'has the outcome in docs/reliability.md for save requests only: <Name>' -ForEach $saveRequests {
        Test-Line $_
    }

    It 'has exactly the rows of the tables in docs/reliability.md' -Skip:($env:NANOGPT_WRITE_FAULT_MATRIX -or $isDesktopBuild) {
        foreach ($table in $found.Keys) {
            $from = $documented.IndexOf("<!-- $table -->")
            $rows = $documented | Select-Object -Skip ($from + 1) -First ($documented.IndexOf('<!-- / -->', $from) - $from - 1)
            $rows | Should -Be $found[$table]
        }
    }
}
