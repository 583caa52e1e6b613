BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $anonymous = Connect-NanoGpt -BaseUri $sandbox.BaseUri -PassThru
    $payer = Connect-NanoGpt -ApiKey $payerKey -BaseUri $sandbox.BaseUri -PassThru
    $subscriber = Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru

    function Connect-ModelList([string[]] $Id) {
        # Returns a session for which the service lists these ids.
        $data = @($Id | ForEach-Object { @{ id = $_; object = 'model'; created = 1736966400; owned_by = 'test' } })
        Connect-Body (@{ object = 'list'; data = $data } | ConvertTo-Json -Depth 4)
    }
    function Connect-Body([string] $Body) {
        $session = Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $Body) -PassThru
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $session
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Get-NanoGptModel' {
    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'lists the <Scope> scope' -ForEach @(
        @{ Scope = 'Canonical'; Path = '/api/v1/models'; Count = 16 }
        @{ Scope = 'Subscription'; Path = '/api/subscription/v1/models'; Count = 18 }
        @{ Scope = 'Paid'; Path = '/api/paid/v1/models'; Count = 22 }
        @{ Scope = 'Personalized'; Path = '/api/personalized/v1/models'; Count = 8 }
    ) {
        $models = Get-NanoGptModel -Scope $Scope
        $models.Count | Should -Be $Count
        $request = Get-SandboxRequest $sandbox
        $request.path | Should -Be $Path
        $request.query | Should -Be ''
    }

    It 'lists the canonical scope by default' {
        $null = Get-NanoGptModel
        (Get-SandboxRequest $sandbox).path | Should -Be '/api/v1/models'
    }

    It 'emits NanoGpt.Model' {
        Get-NanoGptModel | Should -BeOfType NanoGpt.Model
        Get-NanoGptModel -Detailed | Should -BeOfType NanoGpt.Model
    }

    It 'returns more properties with -Detailed' {
        (Get-NanoGptModel openai/gpt-5.5).Name | Should -Be $null
        $model = Get-NanoGptModel openai/gpt-5.5 -Detailed
        $model.Name | Should -Be 'GPT 5.5'
        $model.Created | Should -BeOfType datetime
        $model.Created.Kind | Should -Be 'Utc'
        $model.ContextLength | Should -Be 1000000
        $model.PromptPrice | Should -BeOfType decimal
        $model.PromptPrice | Should -Be 5
        $model.CompletionPrice | Should -Be 30
        $model.Capabilities.Vision | Should -BeTrue
        $model.Subscription.Included | Should -BeTrue
        $model.IconUrl | Should -Be "$($sandbox.BaseUri)icons/OpenAI.svg"
        (Get-SandboxRequest $sandbox)[-1].query | Should -Be 'detailed=true'
    }

    It 'filters and sorts as the first example of the design does' {
        $models = Get-NanoGptModel -Scope Personalized -Detailed | Where-Object { $_.Capabilities.Vision } | Sort-Object CompletionPrice
        $models[0].Id | Should -Be 'x-ai/grok-4.3'
        $models.Count | Should -Be 5
    }

    It 'returns $null for properties that the service did not specify' {
        $model = Get-NanoGptModel sonar-deep-research -Detailed -Scope Paid
        $model.Id | Should -Be 'sonar-deep-research'
        $null -eq $model.MaxOutputTokens | Should -BeTrue
        $null -eq (Get-NanoGptModel auto-model -Detailed -Session $anonymous).PromptPrice | Should -BeTrue
    }

    It 'keeps unknown properties' {
        $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
        $model.AdditionalProperties.knowledge_cutoff | Should -Be '2025-01'
        $model.Capabilities.AdditionalProperties.web_search | Should -BeTrue
    }

    It 'sorts by <Sort>' -ForEach @(
        @{ Sort = 'Favorites'; First = 'x-ai/grok-4.3' }
        @{ Sort = 'MostUsed'; First = 'deepseek/deepseek-v4-flash' }
    ) {
        (Get-NanoGptModel -Sort $Sort)[0].Id | Should -Be $First
        (Get-SandboxRequest $sandbox).query | Should -Be "sort=$($Sort.ToLowerInvariant())"
    }

    It 'warns if favorites are requested without a key' {
        $models = Get-NanoGptModel -Sort Favorites -Session $anonymous -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        $models.Count | Should -Be 35
    }

    It 'requires a key for the personalized list, and fails before any request' {
        $thrown = Get-ThrownError { Get-NanoGptModel -Scope Personalized -Session $anonymous }
        $thrown.FullyQualifiedErrorId | Should -Be 'ApiKeyMissing,NanoGpt.Cmdlets.GetNanoGptModelCommand'
        $thrown.CategoryInfo.Category | Should -Be 'AuthenticationError'
        $thrown.Exception.Message | Should -BeLike '*Connect-NanoGpt -ApiKey*'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Get-NanoGptModel -Id' {
    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'finds an id, ignoring case' {
        (Get-NanoGptModel OPENAI/gpt-5.5).Id | Should -BeExactly 'openai/gpt-5.5'
        (Get-NanoGptModel zai-org/glm-4.5-air:THINKING).Id | Should -BeExactly 'zai-org/GLM-4.5-Air:thinking'
    }

    It 'accepts wildcards, ignoring case' {
        (Get-NanoGptModel 'DEEPSEEK/*').Id | Should -Be (Get-NanoGptModel).Id.Where{ $_ -like 'deepseek/*' }
        (Get-NanoGptModel 'openai/gpt-5.?').Id | Should -Be 'openai/gpt-5.5'
        (Get-NanoGptModel 'google/*', 'x-ai/[fg]*').Id | Should -Contain 'x-ai/grok-4.3'
    }

    It 'accepts several ids, and emits each model once, in the order of the list' {
        $all = (Get-NanoGptModel).Id
        $two = (Get-NanoGptModel x-ai/grok-4.3, 'x-ai/*', deepseek/deepseek-v4-flash).Id
        $two | Should -Be $all.Where{ $_ -like 'x-ai/*' -or $_ -eq 'deepseek/deepseek-v4-flash' }
    }

    It 'accepts ids from the pipeline, by value and by property name, with one request' {
        $ids = (Get-NanoGptModel -Session $payer).Id
        Clear-SandboxRequest $sandbox
        ($ids | Get-NanoGptModel -Session $payer).Id | Should -Be $ids
        @(Get-SandboxRequest $sandbox).Count | Should -Be 1

        $models = Get-NanoGptModel -Session $payer
        Clear-SandboxRequest $sandbox
        ($models | Get-NanoGptModel -Detailed -Session $payer).Id | Should -Be $ids
        ([pscustomobject]@{ Id = 'openai/gpt-5.5' } | Get-NanoGptModel -Session $payer).Id | Should -Be 'openai/gpt-5.5'
        @(Get-SandboxRequest $sandbox).Count | Should -Be 2
    }

    It 'emits nothing and sends no request for an empty pipeline' {
        @() | Get-NanoGptModel | Should -BeNullOrEmpty
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'reports an exact id that is not in the list, and continues' {
        $models = Get-NanoGptModel openai/gpt-5.5, openai/gpt-5.55, no-such-model -ErrorVariable errors -ErrorAction SilentlyContinue
        $models.Id | Should -Be 'openai/gpt-5.5'
        $errors.Count | Should -Be 2
        $errors[0].FullyQualifiedErrorId | Should -Be 'ModelNotFound,NanoGpt.Cmdlets.GetNanoGptModelCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $errors[0].TargetObject | Should -Be 'openai/gpt-5.55'
        $errors[0].Exception.Message | Should -BeLike "*'openai/gpt-5.55'*canonical*Did you mean openai/gpt-5.5*"
        $errors[1].Exception.Message | Should -BeLike "*'no-such-model'*"
    }

    It 'reports no error for a wildcard without matches' {
        Get-NanoGptModel 'no-such-*', 'n?ne', '[xyz]nope' -ErrorVariable errors | Should -BeNullOrEmpty
        $errors.Count | Should -Be 0
    }

    It 'finds an id with a bracket by its literal text only' {
        $brackets = Connect-ModelList 'model1', 'model[1]', 'open[', 'a]b'
        (Get-NanoGptModel 'model[1]' -Session $brackets).Id | Should -Be 'model[1]'
        (Get-NanoGptModel 'OPEN[' -Session $brackets).Id | Should -Be 'open['
        (Get-NanoGptModel 'a]b' -Session $brackets).Id | Should -Be 'a]b'
        (Get-NanoGptModel 'model[12]' -Session $brackets).Id | Should -Be 'model1'
        (Get-NanoGptModel -Session $brackets | Get-NanoGptModel -Session $brackets).Id | Should -Be 'model1', 'model[1]', 'open[', 'a]b'
    }

    It 'reports text with a bracket that is not a wildcard as an id' {
        Get-NanoGptModel 'nope[' -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'ModelNotFound,NanoGpt.Cmdlets.GetNanoGptModelCommand'
    }

    It 'rejects an empty id' {
        (Get-ThrownError { Get-NanoGptModel '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
    }
}

Describe 'Get-NanoGptModel -OwnedBy and -Capability' {
    It 'selects the models of the specified owners' {
        $models = Get-NanoGptModel -OwnedBy OPENAI, 'x-*' -Session $payer
        $models.OwnedBy | Sort-Object -Unique | Should -Be 'openai', 'x-ai'
        $models.Count | Should -Be @(Get-NanoGptModel -Session $payer | Where-Object OwnedBy -in 'openai', 'x-ai').Count
    }

    It 'matches uppercase owners in the Turkish culture' {
        (Invoke-InCulture tr-TR { Get-NanoGptModel -OwnedBy MISTRAL, ANTHROPI* -Session $payer }).OwnedBy |
            Sort-Object -Unique | Should -Be 'anthropic', 'mistral'
    }

    It 'selects the models that have all specified capabilities, with details' {
        Clear-SandboxRequest $sandbox
        $models = Get-NanoGptModel -Capability vision, tool_calling -Session $payer
        (Get-SandboxRequest $sandbox).query | Should -Be 'detailed=true'
        $expected = Get-NanoGptModel -Detailed -Session $payer | Where-Object { $_.Capabilities.Vision -and $_.Capabilities.ToolCalling }
        $models.Id | Should -Be $expected.Id
        (Get-NanoGptModel -Capability Vision, ToolCalling -Session $payer).Id | Should -Be $expected.Id
        (Get-NanoGptModel -Capability web_search -Session $payer).Id | Should -Be 'google/gemini-3.5-flash'
    }

    It 'reports neither an id that another filter excludes nor a capability that only other ids have' {
        Get-NanoGptModel openai/gpt-5.5 -Capability web_search -Session $payer -ErrorVariable errors -WarningVariable warnings |
            Should -BeNullOrEmpty
        $errors.Count + $warnings.Count | Should -Be 0
    }

    It 'warns about an unknown capability' {
        Get-NanoGptModel -Capability visoin -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike "*'visoin'*"
    }
}

Describe 'A filter without matches' {
    It 'suggests the nearest owner: -OwnedBy <OwnedBy>' -ForEach @(
        @{ OwnedBy = 'opena1'; Message = "No model in the list is owned by 'opena1'. Did you mean openai?" }
        @{ OwnedBy = 'x-al', 'openai'; Message = "No model in the list is owned by 'x-al'. Did you mean x-ai*?" }
        @{ OwnedBy = 'nonexistent'; Message = "No model in the list is owned by 'nonexistent'. To list the owners, run Get-NanoGptModel | Group-Object OwnedBy." }
        @{ OwnedBy = "some$([char] 27)[2Jbody"; Message = "No model in the list is owned by 'some *body'. *" }
    ) {
        $models = Get-NanoGptModel -OwnedBy $OwnedBy -Session $payer -WarningVariable warnings -WarningAction SilentlyContinue
        @($models).Where({ $_.OwnedBy -ne 'openai' }) | Should -BeNullOrEmpty
        [bool] $models | Should -Be ('openai' -in $OwnedBy)
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike $Message
        "$warnings" | Should -Not -Match '\x1b'
    }

    It 'does not warn about an owner: <Parameters.OwnedBy>' -ForEach @(
        @{ Parameters = @{ OwnedBy = 'opena1*' } }
        @{ Parameters = @{ OwnedBy = '[q]penai' } }
        @{ Parameters = @{ OwnedBy = 'OPENAI'; Id = 'x-ai/*' } }
        @{ Parameters = @{ OwnedBy = 'openai'; Search = 'grok' } }
        @{ Parameters = @{ OwnedBy = 'openai'; Capability = 'AudioInput' } }
    ) {
        Get-NanoGptModel @Parameters -Session $payer -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }

    It 'suggests the nearest capability: -Capability <Capability>' -ForEach @(
        @{ Capability = 'Visio'; Message = "*'Visio'. Did you mean Vision*?" }
        @{ Capability = 'Jsn'; Message = "*'Jsn'. Did you mean Json*?" }
        @{ Capability = 'websearch_'; Message = $null }
        @{ Capability = 'somethingelse'; Message = "*'somethingelse'. *(Get-NanoGptModel <id> -Detailed).Capabilities." }
    ) {
        $null = Get-NanoGptModel -Capability $Capability -Session $payer -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount ([int][bool] $Message)
        if ($Message) { "$warnings" | Should -BeLike $Message }
    }

    It 'accepts the short capability names of the table' {
        $models = Get-NanoGptModel -Capability Tools, Json -Session $payer
        $models | Should -Not -BeNullOrEmpty
        $models.Id | Should -Be (Get-NanoGptModel -Capability ToolCalling, StructuredOutput -Session $payer).Id
    }

    It 'is reported for -Search' {
        Get-NanoGptModel -Search 'glm 4.6', unheard -Session $payer -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "*'glm 4.6 unheard'*id, name, or description."

        Get-NanoGptModel openai/* -Search grok -Session $payer -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'Get-NanoGptModel -Search' {
    BeforeAll {
        $variants = Connect-Body (@{
                data = @(
                    @{ id = 'z-ai/glm-4.6' }
                    @{ id = 'GLM-4.6-Derestricted-v5' }
                    @{ id = 'z-ai/glm-4.5'; description = 'Like 4.6, but older.' }
                    @{ id = 'z-ai/glm-5'; name = 'GLM 5' }
                    @{ id = 'renamed'; name = 'GLM 4.6 Air'; owned_by = 'z' }
                    @{ id = 'other-4.6' }
                )
            } | ConvertTo-Json -Depth 4)
        $found = 'z-ai/glm-4.6', 'GLM-4.6-Derestricted-v5', 'z-ai/glm-4.5', 'renamed'
    }
    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'finds the models that contain all words, in one or several arguments' {
        (Get-NanoGptModel -Search 'glm 4.6' -Session $variants).Id | Should -Be $found
        (Get-NanoGptModel -Search glm, 4.6 -Session $variants).Id | Should -Be $found
        (Get-NanoGptModel -Search ' 4.6   GLM ', 'AIR' -Session $variants).Id | Should -Be 'renamed'
        Get-NanoGptModel -Search glm, mistral -Session $variants -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'requests the detailed list, which has the names, and shows its view' {
        $models = Get-NanoGptModel -Search grok -Session $payer
        (Get-SandboxRequest $sandbox).query | Should -Be 'detailed=true'
        $models[0].PSTypeNames | Should -Not -Contain 'NanoGpt.Model#Basic'
        $models.Id | Should -Be @(Get-NanoGptModel -Detailed -Session $payer | Where-Object { "$($_.Id) $($_.Name) $($_.Description)" -like '*grok*' }).Id
    }

    It 'combines with the other filters' {
        (Get-NanoGptModel '*/*' -Search 'glm 4.6' -Session $variants).Id | Should -Be 'z-ai/glm-4.6', 'z-ai/glm-4.5'
        (Get-NanoGptModel -Search 'glm 4.6' -OwnedBy z -Session $variants).Id | Should -Be 'renamed'
        Get-NanoGptModel z-ai/glm-5 -Search 4.6 -Session $variants -ErrorVariable errors | Should -BeNullOrEmpty
        $errors.Count | Should -Be 0
    }

    It 'rejects empty text' {
        (Get-ThrownError { Get-NanoGptModel -Search '' }).FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError*'
    }
}

Describe 'Get-NanoGptModel with invalid lists' {
    It 'emits nothing for an empty list' {
        Get-NanoGptModel -Session (Connect-Body '{"object":"list","data":[]}') | Should -BeNullOrEmpty
    }

    It 'skips entries without an id and warns once with their number' {
        $session = Connect-Body '{"data":[{"id":"a"},{"owned_by":"b"},null,{"id":""},7,{"id":"c"}]}'
        (Get-NanoGptModel -Session $session -WarningVariable warnings -WarningAction SilentlyContinue).Id | Should -Be 'a', 'c'
        $warnings.Count | Should -Be 1
        $warnings | Should -BeLike '4 *id*'
    }

    It 'uses the singular for one entry' {
        $session = Connect-Body '{"data":[{"id":"a","context_length":"a lot"},{"owned_by":"b"}]}'
        $null = Get-NanoGptModel -Session $session -Verbose -WarningVariable warnings -WarningAction SilentlyContinue 4>&1 | Tee-Object -Variable verbose
        "$($warnings[0])" | Should -BeExactly "1 entry in the list has no id and was skipped."
        "$($warnings[1])" | Should -BeLike '1 model has an invalid value*'
        "$verbose" | Should -BeLike '*, 1 model, *'
    }

    It 'keeps an invalid value, with one warning' {
        $session = Connect-Body '{"data":[{"id":"a","context_length":"a lot","pricing":{"prompt":{"x":1},"completion":2}}]}'
        $model = Get-NanoGptModel -Session $session -WarningVariable warnings -WarningAction SilentlyContinue
        $model.ContextLength | Should -Be $null
        $model.CompletionPrice | Should -Be 2
        $model.AdditionalProperties['context_length'] | Should -Be 'a lot'
        $model.AdditionalProperties['pricing.prompt'].x | Should -Be 1
        $warnings.Count | Should -Be 1
    }
}

Describe 'Get-NanoGptModel -Verbose' {
    It 'shows method, URL, status code, count, bytes, time, and request id, and no secret' {
        $lines = Get-NanoGptModel -Detailed -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        $url = [regex]::Escape("$($sandbox.BaseUri)api/v1/models?detailed=true")
        "$lines" | Should -Match "^GET ${url}: HTTP 200, 16 models, [1-9]\d* bytes, \d+ ms, request id [0-9a-f-]{36}$"
        "$lines" | Should -Not -BeLike "*$subscriberKey*"
    }

    It 'shows the request also if the pipeline stops early' {
        $lines = & { Get-NanoGptModel -Verbose | Select-Object -First 2 } 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$lines" | Should -BeLike '*HTTP 200, 2 models*'
    }

    It 'shows a failed request once' {
        $session = Connect-NanoGpt -BaseUri (Get-SandboxFault $sandbox 'status=503') -MaximumRetryCount 0 -PassThru
        Disconnect-NanoGpt
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $lines = & { $null = Get-ThrownError { Get-NanoGptModel -Session $session -Verbose } } 4>&1
        @($lines).Count | Should -Be 1
        "$lines" | Should -Match '^GET http://\S+: HTTP 503, \d+ bytes, \d+ ms, request id '
        $session = Connect-NanoGpt -BaseUri (Get-SandboxFault $sandbox 'truncate=200') -PassThru
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        @(& { $null = Get-ThrownError { Get-NanoGptModel -Session $session -Verbose } } 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count |
            Should -Be 1
    }
}

Describe 'Stopping Get-NanoGptModel' {
    BeforeAll {
    }

    It 'cancels a call immediately with Ctrl+C, <When>' -ForEach @(
        @{ When = 'before the response'; Fault = 'delay=600' }
        @{ When = 'during the response'; Fault = 'hold=2000' }
    ) {
        Clear-SandboxRequest $sandbox
        $shell = [powershell]::Create()
        try {
            $running = $shell.AddScript({
                    param($path, $baseUri)
                    Import-Module $path
                    Connect-NanoGpt -BaseUri $baseUri -TimeoutSec 600
                    Get-NanoGptModel -Detailed
                }).AddArgument($modulePath).AddArgument((Get-SandboxFault $sandbox $Fault)).BeginInvoke()
            Wait-Until { Get-SandboxRequest $sandbox | Where-Object { $_.path -like '*/api/v1/models' } }
            # Ctrl+C calls Stop. Without it, the call would take ten minutes.
            $stopping = $shell.BeginStop($null, $null)
            $stopping.AsyncWaitHandle.WaitOne([timespan]::FromMinutes(1)) | Should -BeTrue
            { $shell.EndInvoke($running) } | Should -Throw '*pipeline has been stopped*'
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Streams.Error.Count | Should -Be 0
            Wait-Until { Get-SandboxRequest $sandbox | Where-Object { $_.aborted } }
        }
        finally { $shell.Dispose() }
    }

    It 'closes the connection if the pipeline stops early' {
        $session = Connect-NanoGpt -BaseUri (Get-SandboxFault $sandbox 'hold=4000') -TimeoutSec 0 -PassThru
        Disconnect-NanoGpt
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        Clear-SandboxRequest $sandbox
        # The rest of the list never arrives.
        @(Get-NanoGptModel -Detailed -Session $session | Select-Object -First 2).Count | Should -Be 2
        Wait-Until { Get-SandboxRequest $sandbox | Where-Object { $_.aborted } }
    }
}

Describe 'A long list' {
    BeforeAll {
        $server = Start-Sandbox -ModelCount 100000
    }

    AfterAll { Stop-Sandbox $server }

    It 'emits the first hundred models while the service holds the rest, and stops immediately' {
        $shell = [powershell]::Create()
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $null = $shell.AddScript({
                    param($path, $baseUri)
                    Import-Module $path
                    Connect-NanoGpt -BaseUri $baseUri -TimeoutSec 0
                    Get-NanoGptModel | ForEach-Object Id
                }).AddArgument($modulePath).AddArgument((Get-SandboxFault $server 'hold-after-models=100'))
            $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Wait-Until { $output.Count -eq 100 }
            $running.IsCompleted | Should -BeFalse
            (Get-SandboxRequest $server).aborted | Should -BeFalse
            $shell.Stop()
            Wait-Until { (Get-SandboxRequest $server).aborted }
        }
        finally { $shell.Dispose() }
    }

    It 'is not downloaded completely to return its first model' {
        $session = Connect-NanoGpt -BaseUri $server.BaseUri -PassThru
        Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        Clear-SandboxRequest $server
        @(Get-NanoGptModel -Detailed -Session $session | Select-Object -First 1).Count | Should -Be 1
        Wait-Until { (Get-SandboxRequest $server).aborted }
        # 100,000 models are 50 million bytes; the buffers of the connection hold a tenth of that.
        (Get-SandboxRequest $server).bytesSent | Should -BeLessThan 25000000
    }
}
