BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'
    Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri
}
AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'The view' {
    It 'of a basic list is a table of ids, owners, and dates' {
        $lines = (Get-NanoGptModel openai/gpt-5.5 | Get-Screen).Trim() -split '\r?\n'
        $lines[0] | Should -Match '^Id +Created +OwnedBy$'
        $lines[2] | Should -Match '^openai/gpt-5\.5 +2026-04-23 +openai$'
    }

    It 'of a detailed list is a table with prices, limits, and capabilities' {
        $lines = (Get-NanoGptModel openai/gpt-5.5 -Detailed | Get-Screen -Width 119).Trim() -split '\r?\n'
        $lines[0] | Should -Match '^Id +In \$/M +Out \$/M +Context +Sub +MaxOutput +Capabilities$'
        $lines[2] | Should -Match "^openai/gpt-5\.5 +4\.500 +27\.000 +1,000,000 yes +128,000 Vision Reason Tools Json$([char] 0x2026)$"
    }

    It 'of either list fits 80 columns (79 usable), with no truncated heading or number' {
        $basic = (Get-NanoGptModel | Get-Screen -Width 79).Trim() -split '\r?\n'
        $basic[0] | Should -Match '^Id +Created +OwnedBy$'
        $detailed = (Get-NanoGptModel -Detailed | Get-Screen -Width 79).Trim() -split '\r?\n'
        $detailed[0] | Should -Match '^Id +In \$/M +Out \$/M +Context$'
        $basic + $detailed | Where-Object { $_ -match [char] 0x2026 } | Should -BeNullOrEmpty
    }

    It 'of <Count> tokens is <Text>, complete at 80 columns' -ForEach @(
        @{ Count = 9999999; Text = '9,999,999' }
        @{ Count = 10000000; Text = '10000000' }
        @{ Count = 999999999; Text = '999999999' }
    ) {
        $model = [pscustomobject]@{ PSTypeName = 'Deserialized.NanoGpt.Model'; Id = 'a'; ContextLength = $Count; MaxOutputTokens = $Count }
        ($model | Get-Screen -Width 79).Trim() | Should -Match " $Text$"
        ($model | Get-Screen -Width 119).Trim() | Should -Match " $Text +$Text$"
    }

    It 'of either list fits 120 columns, with each model on one line' {
        foreach ($models in @(Get-NanoGptModel), @(Get-NanoGptModel -Detailed)) {
            $lines = ($models | Get-Screen).Trim() -split '\r?\n'
            $lines.Count | Should -Be ($models.Count + 2)
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        }
    }

    It 'of numbers is right-aligned under the heading' {
        $lines = (Get-NanoGptModel -Detailed | Get-Screen).Trim() -split '\r?\n'
        foreach ($heading in 'In $/M', 'Out $/M', 'Context', 'MaxOutput') {
            $end = $lines[0].IndexOf($heading) + $heading.Length
            $cells = $lines[2..($lines.Count - 1)].Where{ $_.Length -ge $end }.ForEach{ $_.Substring($end - 1, 2) }
            $cells | Where-Object { $_ -notmatch '^[\d ] ' } | Should -BeNullOrEmpty
        }
    }

    It 'of a price is rounded, but not the property' {
        Disconnect-NanoGpt
        $model = Get-NanoGptModel abacusai/Dracarys-72B-Instruct -Detailed -Session (Connect-NanoGpt -BaseUri $sandbox.BaseUri -PassThru)
        $model | Get-Screen | Should -Match ' 0\.493 '
        $model.PromptPrice | Should -Be 0.493d
        Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri
    }

    It 'of a model without a price is empty' {
        $lines = (Get-NanoGptModel auto-model -Detailed | Get-Screen).Trim() -split '\r?\n'
        $lines[2].Substring(46, 18).Trim() | Should -Be ''
    }

    It 'of one model with Format-List is a list' {
        $text = Get-NanoGptModel google/gemini-3.5-flash -Detailed | Format-List | Get-Screen
        foreach ($line in
            'Id +: google/gemini-3\.5-flash', 'Name +: Gemini 3\.5 Flash', 'Created +: 2026-05-19 00:00:00 UTC',
            'PromptPrice +: 1\.350 USD per million tokens', 'ContextLength +: 1,048,576 tokens', 'Subscription +: Included',
            'Architecture +: text\+image\+audio -> text', 'Capabilities +: Vision, Reasoning, ToolCalling.*web_search',
            'AdditionalProperties +: .*knowledge_cutoff') {
            $text | Should -Match "(?m)^$line"
        }
    }

    It 'of a basic model with Format-List has no empty lines' {
        $lines = (Get-NanoGptModel openai/gpt-5.5 | Format-List | Get-Screen).Trim() -split '\r?\n'
        $lines.Count | Should -Be 3
    }

    It 'of models with Format-Wide shows their ids, basic or detailed' {
        Get-NanoGptModel openai/gpt-5.5 | Format-Wide | Get-Screen | Should -Match '(?m)^openai/gpt-5\.5 *\r?$'
        Get-NanoGptModel openai/gpt-5.5 -Detailed | Format-Wide | Get-Screen | Should -Match '(?m)^openai/gpt-5\.5 *\r?$'
    }

    It 'of a date is the same in <_>, which has another calendar or separators' -ForEach 'th-TH', 'fi-FI' {
        $model = Get-NanoGptModel google/gemini-3.5-flash
        Invoke-InCulture $_ { $model | Get-Screen } | Should -Match ' 2026-05-19 '
        Invoke-InCulture $_ { $model | Format-List | Get-Screen } | Should -Match '(?m)^Created +: 2026-05-19 00:00:00 UTC\r?$'
    }

    It 'of preferences is a table of visibilities, ids, and categories' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ a = $true; b = $false }; modelCategories = @{ b = 'General'; c = 'Coding' } }
        $entries = Get-NanoGptModelVisibility -SessionCookie $subscriberCookie
        foreach ($copy in $entries, (Get-Copy $entries CliXml)) {
            $lines = ($copy | Get-Screen).Trim() -split '\r?\n'
            $lines[0] | Should -Match '^Visible Id +Category$'
            $lines[2..4] | Should -Match '^(yes     a|no      b +General|        c +Coding) *$'
            $copy[1] | Format-List | Get-Screen | Should -Match '(?s)Id +: b\r?\nVisible +: False\r?\nCategory +: General'
        }
    }

    It 'of a change shows the old and the new value' {
        Set-SandboxPreference $sandbox -Preference @{ modelCategories = @{ 'openai/gpt-5.5' = 'General' } }
        $change = Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $true -Category Coding -PassThru -SessionCookie $subscriberCookie
        foreach ($copy in $change, (Get-Copy $change CliXml)) {
            $lines = ($copy | Get-Screen).Trim() -split '\r?\n'
            $lines[0] | Should -Match '^Id +Change$'
            $lines[2] | Should -Match '^openai/gpt-5\.5 +visible: not saved -> true, category: General -> Coding$'
            $copy | Format-List | Get-Screen | Should -Match 'visible: not saved -> true, category: General -> Coding'
            # Complete also on a narrow screen, which wraps lines anywhere.
            ($copy | Get-Screen -Width 80) -replace '\s' | Should -BeLike '*visible:notsaved->true,category:General->Coding'
        }
    }

    It 'of a session shows the source of each setting' {
        $session = Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri -AuthenticationHeader XApiKey -PassThru
        foreach ($copy in $session, (Get-Copy $session CliXml)) {
            $text = $copy | Get-Screen
            $text | Should -Match "(?m)^BaseUri +: $([regex]::Escape($sandbox.BaseUri)) +\(Session\)"
            $text | Should -Match '(?m)^ApiKey +: \*\*\*\*00b0 +\(Session\)'
            $text | Should -Match '(?m)^SessionCookie +: none'
            $text | Should -Match '(?m)^AuthenticationHeader +: XApiKey'
        }
    }

    It 'of an error shows its message and the recommended action' {
        $text = (Get-ThrownError { Get-NanoGptModel -Scope Personalized -ApiKey $unknownKey }) | Get-Screen
        $text | Should -BeLike '*The API key is invalid*'
        $text -replace '\s+', ' ' | Should -BeLike '*Recommendation:*run Get-NanoGptSession*Connect-NanoGpt -ApiKey*'
    }
}
