# Tests of Format-List and Format-Wide, which the PowerShell engine alone does not have. The tables are engine tests.

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

    It 'of a date with Format-List is the same in <_>, which has another calendar or separators' -ForEach 'th-TH', 'fi-FI' {
        $model = Get-NanoGptModel google/gemini-3.5-flash
        Invoke-InCulture $_ { $model | Format-List | Get-Screen } | Should -Match '(?m)^Created +: 2026-05-19 00:00:00 UTC\r?$'
    }

    It 'of preferences with Format-List is a list, also for copies' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ b = $false }; modelCategories = @{ b = 'General' } }
        $entry = Get-NanoGptModelVisibility -SessionCookie $subscriberCookie
        foreach ($copy in $entry, (Get-Copy $entry CliXml)) {
            $copy | Format-List | Get-Screen | Should -Match '(?s)Id +: b\r?\nVisible +: False\r?\nCategory +: General'
        }
    }

    It 'of a change with Format-List shows the old and the new value and the result, also for copies' {
        Set-SandboxPreference $sandbox -Preference @{ modelCategories = @{ 'openai/gpt-5.5' = 'General' } }
        $change = Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $true -Category Coding -PassThru -SessionCookie $subscriberCookie
        foreach ($copy in $change, (Get-Copy $change CliXml)) {
            $copy | Format-List | Get-Screen | Should -Match 'visible: not saved -> true, category: General -> Coding\r?\nResult : Saved'
        }
    }
}
