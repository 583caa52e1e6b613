BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    function Get-Completion([string] $Line) {
        (TabExpansion2 $Line $Line.Length).CompletionMatches
    }

    function New-ModelListUri([object[]] $Model) {
        New-SandboxResponse $sandbox (@{ data = $Model } | ConvertTo-Json -Depth 5)
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Completion' {
    BeforeEach {
        Disconnect-NanoGpt
        Clear-SandboxRequest $sandbox
        Connect-NanoGpt -BaseUri $sandbox.BaseUri -ApiKey $payerKey -SessionCookie $subscriberCookie
    }

    It 'completes from the last list without a request' {
        $null = Get-NanoGptModel -Scope Subscription -Detailed
        Clear-SandboxRequest $sandbox
        $ids = (Get-Completion 'Get-NanoGptModel ').CompletionText
        $ids | Should -HaveCount 18
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'sends one request if nothing was listed' {
        (Get-Completion 'Get-NanoGptModel openai/gpt-5').CompletionText | Should -Contain 'openai/gpt-5.5'
        (Get-Completion 'Get-NanoGptModel openai/gpt-5').CompletionText | Should -Contain 'openai/gpt-5.2'
        @(Get-SandboxRequest $sandbox).Path | Should -Be '/api/v1/models'
    }

    It 'requests the list that the command line specifies' {
        (Get-Completion 'Get-NanoGptModel -Scope Paid -Id openai/o1').CompletionText | Should -Be 'openai/o1-pro'
        @(Get-SandboxRequest $sandbox).Path | Should -Be '/api/paid/v1/models'
    }

    It 'ranks ids that start with the text before ids that contain it, ignoring case' {
        $ids = (Get-Completion 'Get-NanoGptModel GEMINI').CompletionText
        $ids | Should -Contain 'google/gemini-3.5-flash'
        $null = Get-NanoGptModel
        $ids = (Get-Completion 'Get-NanoGptModel deepseek').CompletionText
        $ids[0] | Should -BeLike 'deepseek*'
        $ids | Should -Contain 'TEE/deepseek-v4-pro'
        $ids.IndexOf('TEE/deepseek-v4-pro') | Should -BeGreaterThan $ids.IndexOf('deepseek/deepseek-v4-flash')
    }

    It 'matches uppercase text in the Turkish culture' {
        (Invoke-InCulture tr-TR { Get-Completion 'Get-NanoGptModel GEMINI-3.5' }).CompletionText | Should -Be 'google/gemini-3.5-flash'
    }

    It 'shows name and price in the tooltip' {
        $match = Get-Completion 'Get-NanoGptModel google/gemini-3.5-fl'
        $match.ToolTip | Should -BeLike ('Gemini 3.5 Flash, {0:0.###} in, {1:0.###} out, USD per million tokens' -f 1.35, 8.1)
        $match.ResultType | Should -Be 'ParameterValue'
    }

    It 'shows name and price also after a basic list, if an earlier list had them' {
        $null = Get-NanoGptModel -Detailed
        $null = Get-NanoGptModel -Scope Subscription
        Clear-SandboxRequest $sandbox
        (Get-Completion 'Get-NanoGptModel ').CompletionText | Should -HaveCount 18
        (Get-Completion 'Get-NanoGptModel google/gemini-3.5-fl').ToolTip | Should -BeLike 'Gemini 3.5 Flash, *'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'sends one request for capabilities if only basic lists were listed' {
        $null = Get-NanoGptModel -Scope Subscription
        Clear-SandboxRequest $sandbox
        foreach ($time in 1, 2) { (Get-Completion 'Get-NanoGptModel -Capability pdfu').CompletionText | Should -Be 'PdfUpload' }
        @(Get-SandboxRequest $sandbox).Path | Should -Be '/api/v1/models'
        (Get-Completion 'Get-NanoGptModel ').CompletionText | Should -HaveCount 18
    }

    It 'completes ids in <_>' -ForEach 'Set-NanoGptModelVisibility openai/gpt-5.5', 'Set-NanoGptModelVisibility -Visible $true -Id openai/gpt-5.5', 'Get-NanoGptModel -Detailed openai/gpt-5.5', 'Get-NanoGptModelVisibility openai/gpt-5.5' {
        (Get-Completion $_).CompletionText | Should -Contain 'openai/gpt-5.5'
    }

    It 'completes only saved ids for Get-NanoGptModelVisibility' {
        (Get-Completion 'Get-NanoGptModelVisibility ').CompletionText | Should -HaveCount 11
        (Get-Completion 'Get-NanoGptModelVisibility nanogpt').ToolTip | Should -Be 'visibility not saved, Coding'
        @(Get-SandboxRequest $sandbox).Path | Should -Be '/api/user/model-visibility'
    }

    It 'completes owners, capabilities, and the categories of the account' {
        (Get-Completion 'Get-NanoGptModel -OwnedBy goo').CompletionText | Should -Be 'google'
        (Get-Completion 'Get-NanoGptModel -OwnedBy goo').ToolTip | Should -Match '^\d+ models$'
        (Get-Completion 'Get-NanoGptModel -Capability pdf').CompletionText | Should -Be 'Pdf', 'PdfUpload'
        (Get-Completion 'Get-NanoGptModel -Capability js').CompletionText | Should -Be 'Json'
        (Get-Completion 'Get-NanoGptModel -Capability js').ToolTip | Should -Match '^StructuredOutput, \d+ models$'
        (Get-Completion 'Get-NanoGptModel -Capability Vis').CompletionText | Should -Be 'Vision'
        (Get-Completion 'Get-NanoGptModel -Capability web').CompletionText | Should -Be 'web_search'
        (Get-Completion 'Set-NanoGptModelVisibility x -Category ').CompletionText | Should -Be 'Coding', 'General', 'Private'
    }

    It 'completes a category and an id as soon as they are saved' {
        Set-NanoGptModelVisibility sonar-deep-research -Visible $true -Category 'My own'
        (Get-Completion 'Set-NanoGptModelVisibility x -Category M').CompletionText | Should -Be "'My own'"
        (Get-Completion 'Get-NanoGptModelVisibility sonar').ToolTip | Should -Be 'visible, My own'
    }

    It 'quotes values that need quotes' {
        Connect-NanoGpt -BaseUri (New-ModelListUri @{ id = 'a b' }, @{ id = "it's" }, @{ id = '$x' }, @{ id = 'plain/x-1.5:low' }, @{ id = '[x]' }, @{ id = '-x' })
        $null = Get-NanoGptModel
        (Get-Completion 'Get-NanoGptModel ').CompletionText | Sort-Object | Should -Be ("'`$x'", "'[x]'", "'-x'", "'a b'", "'it''s'", 'plain/x-1.5:low' | Sort-Object)
        (Get-Completion 'Get-NanoGptModel "a ').CompletionText | Should -Be '"a b"'
        (Get-Completion "Get-NanoGptModel 'a ").CompletionText | Should -Be "'a b'"
        # Each completed value must match itself.
        foreach ($match in Get-Completion 'Get-NanoGptModel ') {
            (& ([scriptblock]::Create("Get-NanoGptModel $($match.CompletionText)"))).Id | Should -Be $match.ListItemText
        }
    }

    It 'offers no terminal control characters' {
        Connect-NanoGpt -BaseUri (New-ModelListUri @{ id = "evil$([char]27)[2J" }, @{ id = 'good'; name = "Good$([char]27)[2J" })
        $null = Get-NanoGptModel -Detailed
        $match = Get-Completion 'Get-NanoGptModel '
        $match.CompletionText | Should -Be 'good'
        $match.ToolTip | Should -Not -Match '\x1b'
    }

    It 'never offers the models of another account' {
        $null = Get-NanoGptModel -Scope Paid
        Connect-NanoGpt -BaseUri $sandbox.BaseUri -ApiKey $subscriberKey
        (Get-Completion 'Get-NanoGptModel openai/o1').CompletionText | Should -BeNullOrEmpty
        $other = [Net.NetworkCredential]::new('', $payerKey).SecurePassword
        Set-Variable -Scope Global -Name nanoGptOther -Value $other
        try {
            Clear-SandboxRequest $sandbox
            (Get-Completion 'Get-NanoGptModel -ApiKey $nanoGptOther openai/gpt-5').CompletionText | Should -Not -BeNullOrEmpty
            @(Get-SandboxRequest $sandbox).apiKey | Should -Be $payerKey
            Clear-SandboxRequest $sandbox
            Get-Completion 'Get-NanoGptModel -ApiKey (Get-Secret NanoGpt) openai/gpt-5' | Should -BeNullOrEmpty
            Get-Completion 'Get-NanoGptModel -ApiK (Get-Secret NanoGpt) openai/gpt-5' | Should -BeNullOrEmpty
            Get-Completion 'Get-NanoGptModel @settings openai/gpt-5' | Should -BeNullOrEmpty
            Get-Completion 'Get-NanoGptModel -Session $nanoGptUnknown openai/gpt-5' | Should -BeNullOrEmpty
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }
        finally { Remove-Variable -Scope Global -Name nanoGptOther }
    }

    It 'uses the session that the command line specifies' {
        Set-Variable -Scope Global -Name nanoGptOther -Value (Connect-NanoGpt -BaseUri $sandbox.BaseUri -ApiKey $subscriberKey -SessionCookie $subscriberCookie -PassThru)
        Disconnect-NanoGpt
        try {
            (Get-Completion 'Get-NanoGptModel -Session $nanoGptOther openai/gpt-5').CompletionText | Should -Contain 'openai/gpt-5.5'
            (Get-Completion 'Set-NanoGptModelVisibility x -session:$nanoGptOther -Category ').CompletionText | Should -Contain 'Coding'
            @(Get-SandboxRequest $sandbox).apiKey | Should -Be $subscriberKey, $null
            Get-Completion 'Get-NanoGptModelVisibility -Session $nanoGptOther -Sessionc (Get-Secret NanoGptCookie) ' | Should -BeNullOrEmpty
        }
        finally { Remove-Variable -Scope Global -Name nanoGptOther }
    }

    It 'is cleared with the session' {
        $null = Get-NanoGptModel -Scope Subscription
        Disconnect-NanoGpt
        $env:NANOGPT_BASE_URL = Get-SandboxFault $sandbox 'status=503'
        try { Get-Completion 'Get-NanoGptModel ' | Should -BeNullOrEmpty }
        finally { $env:NANOGPT_BASE_URL = $null }
    }

    It 'returns nothing, without an error or a second request, if the service <What>' -ForEach @(
        @{ What = 'fails'; Fault = 'status=503' }
        @{ What = 'sends an HTML page'; Fault = 'html' }
        @{ What = 'does not respond'; Fault = 'drop' }
        @{ What = 'responds too late'; Fault = 'delay=600' }
        @{ What = 'stops sending'; Fault = 'hold=3000' }
    ) {
        Connect-NanoGpt -BaseUri (Get-SandboxFault $sandbox $Fault) -ApiKey $payerKey -TimeoutSec 0
        $Error.Clear()
        foreach ($time in 1, 2) {
            Get-Completion 'Get-NanoGptModel openai/' | Should -BeNullOrEmpty
        }
        $Error | Should -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox | Where-Object path -Like '*models*') | Should -HaveCount 1
    }

    It 'completes the properties to compare in any session' {
        (Get-Completion 'Compare-NanoGptModel $old $new -Property ').CompletionText | Should -Contain 'CompletionPrice'
        (Get-Completion 'Compare-NanoGptModel $old $new -Property capabilities.v').CompletionText | Should -Be 'Capabilities.Vision', 'Capabilities.VideoInput'
        (Get-Completion "Compare-NanoGptModel `$old `$new -Property 'promptp").CompletionText | Should -Be 'PromptPrice'
    }

    It 'returns nothing if the settings are invalid' {
        Disconnect-NanoGpt
        $env:NANOGPT_BASE_URL = 'not an address'
        try {
            $Error.Clear()
            Get-Completion 'Get-NanoGptModel openai/' | Should -BeNullOrEmpty
            $Error | Should -BeNullOrEmpty
        }
        finally { $env:NANOGPT_BASE_URL = $null }
    }
}
