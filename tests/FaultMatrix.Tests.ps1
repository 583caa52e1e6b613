# Every fault against every cmdlet that calls. What came of it is a table in docs/reliability.md, which must be so; with
# $env:NANOGPT_WRITE_FAULT_MATRIX it is written anew.

BeforeDiscovery {
    # The build for .NET Framework offers only gzip.
    $isDesktopBuild = $PSVersionTable.PSEdition -eq 'Desktop' -or "$env:NANOGPT_TEST_MODULE".Contains('netstandard')

    # {path}: where the cmdlet's own route is.
    $everyRequest = @(
        foreach ($status in 400, 401, 402, 403, 404, 409, 413) { @{ Name = "HTTP $status"; Fault = "status=$status" } }
        foreach ($status in 408, 429, 500, 502, 503, 504) {
            @{ Name = "HTTP $status"; Fault = "status=$status,retry-after=0" }
            @{ Name = "HTTP $status, once"; Fault = "status=$status,retry-after=0,times=1" }
        }
        @{ Name = 'HTTP 429, `Retry-After` in an hour'; Fault = 'status=429,retry-after=3600' }
        @{ Name = 'HTTP 429, `Retry-After` a date in an hour'; Fault = 'status=429,retry-after=date+3600' }
        @{ Name = 'HTTP 429, `Retry-After` a date in the past, once'; Fault = 'status=429,retry-after=Wed%2C 21 Oct 2015 07:28:00 GMT,times=1' }
        @{ Name = 'HTTP 429, the limit of a day'; Fault = 'status=429,code=daily_usd_limit_exceeded,shape=openai'; Retries = 0 }
        @{ Name = 'HTTP 502 with a page'; Fault = 'status=502,shape=html,retry-after=0' }
        @{ Name = 'HTTP 502 with nothing'; Fault = 'status=502,shape=empty,retry-after=0' }
        @{ Name = 'no answer'; Fault = 'drop'; Retries = 0 }
        @{ Name = 'no answer, once'; Fault = 'drop,times=1' }
        @{ Name = 'no answer in time'; Fault = 'delay=60'; Holds = $true }
        @{ Name = 'a page'; Fault = 'html' }
        @{ Name = 'an empty body'; Fault = 'empty' }
        @{ Name = 'cut off after each 1 kB'; Fault = 'truncate={kB}000' }
        @{ Name = 'reset before the body'; Fault = 'reset=0' }
        @{ Name = 'reset in the body'; Fault = 'reset=2500' }
        @{ Name = 'stops before the body'; Fault = 'hold=0'; Holds = $true }
        @{ Name = 'stops in the body'; Fault = 'hold=2500'; Holds = $true }
        @{ Name = 'ten bytes a second'; Fault = 'trickle=1'; Holds = $true }
        @{ Name = 'whole, and then spaces for ever'; Fault = 'trickle=1000000'; Holds = $true }
        @{ Name = 'redirected within the host (307)'; Fault = 'redirect=307,to={path}' }
        @{ Name = 'redirected within the host (302)'; Fault = 'redirect=302,to={path}' }
        @{ Name = 'redirected to another port'; Fault = 'redirect=307,to=http://127.0.0.1:1/' }
        @{ Name = 'redirected to another host'; Fault = 'redirect=307,to=https://example.com/' }
        @{ Name = 'redirected in a circle'; Fault = 'loop' }
        @{ Name = 'a bomb of 64 MiB, where 16 MiB are allowed'; Fault = 'bomb=64' }
        @{ Name = 'one entry of 8 MiB'; Fault = 'entry=8' }
        foreach ($encoding in @('gzip'; if (-not $isDesktopBuild) { 'br', 'deflate' })) { @{ Name = "compressed with $encoding"; Fault = "encoding=$encoding" } }
        @{ Name = 'compressed, and cut off'; Fault = 'encoding=gzip,truncate=300' }
        @{ Name = 'with a byte order mark'; Fault = 'bom' }
        foreach ($charset in 'utf-16', 'utf-16BE', 'iso-8859-1') { @{ Name = "in $charset, and it says so"; Fault = "charset=$charset" } }
        @{ Name = 'in utf-16 with a byte order mark'; Fault = 'charset=utf-16,bom' }
        @{ Name = 'in UTF-8, and it says utf-16'; Fault = 'content-type=application/json; charset=utf-16' }
        @{ Name = 'in UTF-8, and it says a charset that nobody knows'; Fault = 'content-type=application/json; charset=nobody-knows' }
        @{ Name = 'labelled `text/html`'; Fault = 'content-type=text/html' }
        @{ Name = 'without a label'; Fault = 'content-type=' }
    ) | ForEach-Object { $_ + @{ Table = 'every request'; Cmdlets = 'Get-NanoGptModel', 'Get-NanoGptModelVisibility', 'Set-NanoGptModelVisibility', 'Export-NanoGptModelVisibility', 'Import-NanoGptModelVisibility' } }

    $sending = @(
        @{ Name = 'HTTP 403'; Fault = 'status=403' }
        @{ Name = 'HTTP 503'; Fault = 'status=503,retry-after=0' }
        @{ Name = 'HTTP 503, once'; Fault = 'status=503,retry-after=0,times=1' }
        @{ Name = 'no answer'; Fault = 'drop'; Retries = 0 }
        @{ Name = 'no answer, once'; Fault = 'drop,times=1' }
        @{ Name = 'a page'; Fault = 'html' }
        @{ Name = 'an empty answer'; Fault = 'empty' }
        @{ Name = 'saved, and the answer is empty'; Fault = 'truncate=0' }
        @{ Name = 'saved, and reset before the answer''s body'; Fault = 'reset=0' }
        @{ Name = 'saved, and the answer stops'; Fault = 'hold=0'; Holds = $true }
        @{ Name = 'redirected within the host (307)'; Fault = 'redirect=307,to={path}' }
        @{ Name = 'redirected within the host (302)'; Fault = 'redirect=302,to={path}' }
        @{ Name = 'redirected to another port'; Fault = 'redirect=307,to=http://127.0.0.1:1/' }
    ) | ForEach-Object { $_ + @{ Table = 'sending'; Cmdlets = 'Set-NanoGptModelVisibility', 'Import-NanoGptModelVisibility' } }
    $sending | ForEach-Object { $_.Fault = "method=POST,$($_.Fault)" }
}

BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # One server takes 24 requests a second from us.
    $sandboxes = @($sandbox; 1..3 | ForEach-Object { Start-Sandbox })
    $script:turn = 0
    $page = Join-Path $PSScriptRoot '../docs/reliability.md'
    $documented = [Collections.Generic.List[string]] @(Get-Content $page)
    $found = [ordered]@{}

    $changed = 'openai/gpt-5.2'
    $category = "Caf$([char] 0xE9)" # So that a wrong charset shows.
    $saved = @{ visibleTextModels = @{ $changed = $true }; modelCategories = @{ $changed = $category } }
    # Some kilobytes, so that there is something to cut off.
    1..150 | ForEach-Object { $saved.visibleTextModels["some/model-$_"] = $true }
    $savedJson = $saved | ConvertTo-Json
    $file = Join-Path $TestDrive 'import.json'
    @{ format = 'NanoGpt.ModelVisibility/1'; visibleTextModels = @{ $changed = $false }; modelCategories = @{} } | ConvertTo-Json | Set-Content $file

    $commands = @{
        'Get-NanoGptModel' = @{
            Path = '/api/v1/models?detailed=true'
            Run = { Get-NanoGptModel -Detailed -Verbose 4>&1 }
            Result = { "$($args[0] | ForEach-Object { $_.Id; $_.CompletionPrice })" }
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
    }

    function Test-Saved($Server) {
        # Whether the one entry is changed, and no other.
        $maps = Get-SandboxPreference $Server
        $maps.visibleTextModels.$changed -eq $false -and @($maps.visibleTextModels.PSObject.Properties).Count -eq 151 -and
            $maps.modelCategories.$changed -ceq $category
    }

    function Get-Result([string] $Command, $Server) {
        # What a cmdlet gives, with what it said beside that.
        Set-SandboxPreference $Server -Preference $savedJson
        if (Test-Path TestDrive:/export.json) { Remove-Item TestDrive:/export.json }
        $said, $output = @(& $commands[$Command].Run).Where({ $_ -is [Management.Automation.VerboseRecord] }, 'Split')
        @{ Result = & $commands[$Command].Result $output $Server; IsRepeated = [bool] ($said -like 'Trying again*') }
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
            $came = Get-Result $Command $server
            if ("$($came.Result)" -cne "$($undisturbed[$Command])") { return 'a wrong result' }
            $outcome = if ($came.IsRepeated) { 'recovers' } else { 'succeeds' }
        }
        catch {
            $_.FullyQualifiedErrorId | Should -Match '^\w+,NanoGpt\.Cmdlets\.\w+$'
            if (Test-Path TestDrive:/export.json) { return 'half a file' }
            $outcome = '`{0}`' -f $_.FullyQualifiedErrorId.Split(',')[0]
        }
        if ($Row.Table -eq 'sending') { $outcome += if (Test-Saved $server) { ', saved' } else { ', not saved' } }
        $outcome
    }

    function Get-CutOutcome([string] $Command, [hashtable] $Row) {
        # Up to the first cut that is behind the end.
        for ($kB = 1; $kB -lt 1000; $kB++) {
            $outcome = Get-Outcome $Command $Row ($Row.Fault -replace '\{kB\}', $kB)
            if ($outcome -eq 'succeeds') { return }
            $outcome
        }
    }

    function Get-Line([hashtable] $Row) {
        $cells = foreach ($command in $Row.Cmdlets) {
            $outcomes = if ($Row.Fault -like '*{kB}*') { Get-CutOutcome $command $Row } else { Get-Outcome $command $Row $Row.Fault }
            ($outcomes | Sort-Object -Unique) -join ' or '
        }
        "| $($Row.Name) | $($cells -join ' | ') |"
    }

    function Test-Line([hashtable] $Row) {
        $line = Get-Line $Row
        if (-not $found.Contains($Row.Table)) { $found[$Row.Table] = @("| fault | $($Row.Cmdlets -join ' | ') |", "|$('---|' * (1 + $Row.Cmdlets.Count))") }
        $found[$Row.Table] += $line
        $line | Should -Not -Match 'a wrong result|half a file'
        if (-not $env:NANOGPT_WRITE_FAULT_MATRIX) { $line | Should -BeIn $documented }
    }

    $undisturbed = @{}
    Connect-NanoGpt -ApiKey $subscriberKey -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
    foreach ($command in $commands.Keys) { $undisturbed[$command] = (Get-Result $command $sandbox).Result }
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

Describe 'Every fault' {
    It 'comes to what docs/reliability.md says: <Name>' -ForEach $everyRequest {
        Test-Line $_
    }

    It 'comes to what docs/reliability.md says where it is for the sending only: <Name>' -ForEach $sending {
        Test-Line $_
    }

    It 'is in the table, and no other' -Skip:($env:NANOGPT_WRITE_FAULT_MATRIX -or $isDesktopBuild) {
        foreach ($table in $found.Keys) {
            $from = $documented.IndexOf("<!-- $table -->")
            $rows = $documented | Select-Object -Skip ($from + 1) -First ($documented.IndexOf('<!-- / -->', $from) - $from - 1)
            $rows | Should -Be $found[$table]
        }
    }
}
