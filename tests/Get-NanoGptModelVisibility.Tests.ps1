BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Get-NanoGptModelVisibility' {
    BeforeAll {
        Set-SandboxPreference $sandbox -Preference @{
            visibleTextModels = @{ 'openai/gpt-5.5' = $true; 'openai/gpt-5.2' = $false; 'a[1]' = $true; 'a1' = $true }
            modelCategories   = @{ 'openai/gpt-5.5' = 'General'; 'x-ai/grok-4.3' = 'Coding' }
        }
    }
    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'emits one object for each id of either map, in ordinal order' {
        $entries = Get-NanoGptModelVisibility
        $entries | Should -BeOfType NanoGpt.ModelVisibility
        $entries.Id | Should -BeExactly 'a1', 'a[1]', 'openai/gpt-5.2', 'openai/gpt-5.5', 'x-ai/grok-4.3'
        $entries.Visible | Should -Be $true, $true, $false, $true, $null
        $entries.Category | Should -Be $null, $null, $null, 'General', 'Coding'
        @(Get-SandboxRequest $sandbox).Count | Should -Be 1
    }

    It 'filters by id, wildcard, and pipeline, ignoring case, with one request' {
        (Get-NanoGptModelVisibility OPENAI/gpt-5.5).Id | Should -Be 'openai/gpt-5.5'
        (Get-NanoGptModelVisibility 'openai/*', '*grok*').Id | Should -Be 'openai/gpt-5.2', 'openai/gpt-5.5', 'x-ai/grok-4.3'
        (Get-NanoGptModelVisibility -Id 'a[1]').Id | Should -Be 'a[1]'
        (Get-NanoGptModelVisibility 'a[0-9]').Id | Should -Be 'a1'
        Clear-SandboxRequest $sandbox
        ('openai/gpt-5.5', 'a1' | Get-NanoGptModelVisibility).Id | Should -Be 'a1', 'openai/gpt-5.5'
        ([pscustomobject]@{ Id = 'a1' } | Get-NanoGptModelVisibility).Id | Should -Be 'a1'
        (Get-NanoGptModelVisibility a1 | Get-NanoGptModelVisibility).Id | Should -Be 'a1'
        @(Get-SandboxRequest $sandbox).Count | Should -Be 4
    }

    It 'reports a missing id with similar ids; a wildcard without matches is not an error' {
        $found = Get-NanoGptModelVisibility openai/gpt-5.6, 'nope/*', a1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Id | Should -Be 'a1'
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -Be 'VisibilityNotFound,NanoGpt.Cmdlets.GetNanoGptModelVisibilityCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $errors[0].TargetObject | Should -Be 'openai/gpt-5.6'
        "$($errors[0])" | Should -BeLike "*'openai/gpt-5.6'. Did you mean openai/gpt-5.* or openai/gpt-5.*?"
    }

    It 'sends no request for an empty pipeline' {
        @() | Get-NanoGptModelVisibility | Should -BeNullOrEmpty
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'sends the cookie and not the key, and -SessionCookie and -Session for one call' {
        $other = Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru
        Disconnect-NanoGpt
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $null = Get-NanoGptModelVisibility -Session $other
        $null = Get-NanoGptModelVisibility -SessionCookie "theme=dark; $subscriberCookie"
        $null = Get-NanoGptModelVisibility -SessionCookie ([Net.NetworkCredential]::new('', $subscriberCookie).SecurePassword)
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
        $requests = Get-SandboxRequest $sandbox
        $requests.credentials | Should -Be 'cookie', 'cookie', 'cookie'
        $requests.cookie | Should -Be $subscriberCookie, "theme=dark; $subscriberCookie", $subscriberCookie
    }

    It 'reads the cookie from the environment' {
        Disconnect-NanoGpt
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        $env:NANOGPT_SESSION_COOKIE = $subscriberCookie
        try { (Get-NanoGptModelVisibility a1).Id | Should -Be 'a1' }
        finally { $env:NANOGPT_SESSION_COOKIE = $null }
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
    }

    It 'shows the request with -Verbose' {
        Get-NanoGptModelVisibility -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } |
            Should -BeLike 'GET *api/user/model-visibility: HTTP 200, * bytes, * ms, request id *'
    }
}

Describe 'Preferences that are <What>' -ForEach @(
    @{ What = 'empty'; Preference = @{ visibleTextModels = @{}; modelCategories = @{} } }
    @{ What = 'null'; Preference = $null }
    @{ What = 'null in each map'; Preference = @{ visibleTextModels = $null; modelCategories = $null } }
    @{ What = 'missing in each map'; Preference = @{} }
) {
    It 'return no entries and no error' {
        Set-SandboxPreference $sandbox -Preference $Preference
        Get-NanoGptModelVisibility | Should -BeNullOrEmpty
    }
}

Describe 'Preferences with unknown values' {
    It 'cause a warning with their number' {
        Set-SandboxPreference $sandbox -Preference '{"visibleTextModels":{"a":"yes","b":true},"modelCategories":{"b":7},"order":[1]}'
        $entries = Get-NanoGptModelVisibility -WarningVariable warnings -WarningAction SilentlyContinue
        $entries.Visible | Should -Be $null, $true
        $warnings | Should -BeLike '2 saved values are *'
    }

    It 'use the singular for one value' {
        Set-SandboxPreference $sandbox -Preference '{"visibleTextModels":{"a":"yes"},"modelCategories":{}}'
        $null = Get-NanoGptModelVisibility -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '1 saved value is *'
    }

    It 'are an error if the response contains no preferences' {
        foreach ($body in '<html>', '{"error":{"message":"No"}}', '[]', '{"modelPreferences":"none"}') {
            $session = Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (New-SandboxResponse $sandbox $body) -PassThru
            $thrown = Get-ThrownError { Get-NanoGptModelVisibility -Session $session }
            $thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidResponse,*'
            "$thrown" | Should -BeLike 'The response contains no visibility preferences: *'
        }
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri $sandbox.BaseUri
    }
}

Describe 'Without a session cookie' {
    BeforeAll {
        Disconnect-NanoGpt
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $path = Join-Path $TestDrive 'visibility.json'
        Set-Content $path '{"format":"NanoGpt.ModelVisibility/1","visibleTextModels":{},"modelCategories":{}}'
    }
    BeforeEach { Clear-SandboxRequest $sandbox }

    It '<_> sends nothing and explains which command to run and where to find the cookie' -ForEach @(
        'Get-NanoGptModelVisibility', 'Set-NanoGptModelVisibility a -Visible $true', 'Set-NanoGptModelVisibility a -Visible $true -WhatIf',
        'Export-NanoGptModelVisibility "$path.new"', 'Export-NanoGptModelVisibility "$path.new" -WhatIf', 'Import-NanoGptModelVisibility $path'
    ) {
        $thrown = Get-ThrownError ([scriptblock]::Create($_))
        $thrown.FullyQualifiedErrorId | Should -BeLike 'SessionCookieMissing,NanoGpt.Cmdlets.*'
        $thrown.CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$thrown" | Should -BeLike '*an API key does not give access to them*'
        "$thrown" | Should -BeLike '*https://nano-gpt.com*developer tools (F12)*Cookie header*'
        "$thrown" | Should -BeLike '*Connect-NanoGpt -SessionCookie*NANOGPT_SESSION_COOKIE*'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        Test-Path "$path.new" | Should -BeFalse
    }

    It 'a cookie with a line break is invalid from any source' {
        foreach ($command in { Get-NanoGptModelVisibility -SessionCookie "$subscriberCookie`nx=y" }, { Connect-NanoGpt -SessionCookie "a=b`r`nc" }, { Set-NanoGptModelVisibility a -Visible $true -SessionCookie "x`ny" }) {
            $thrown = Get-ThrownError $command
            $thrown.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
            "$thrown" | Should -BeLike '*The session cookie contains a line break.*'
        }
        $env:NANOGPT_SESSION_COOKIE = "$subscriberCookie`nx=y"
        try {
            $thrown = Get-ThrownError { Get-NanoGptModelVisibility }
            $thrown.FullyQualifiedErrorId | Should -BeLike 'InvalidEnvironmentVariable,*'
            "$thrown" | Should -BeLike '*NANOGPT_SESSION_COOKIE*line break*'
        }
        finally { $env:NANOGPT_SESSION_COOKIE = $null }
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'an expired cookie is Unauthorized, and the error names its source' {
        $thrown = Get-ThrownError { Get-NanoGptModelVisibility -SessionCookie 'session=expired-long-ago-0000' }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'Unauthorized,*'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*-SessionCookie <cookie>*Session cookies expire.'
    }
}
