BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    Import-Module (Join-Path $PSScriptRoot 'Support/ScriptedHost.psm1')
    Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri

    function Get-Saved([string] $Map = 'visibleTextModels') {
        # Returns a saved map as a hashtable.
        $saved = @{}
        $entries = (Get-SandboxPreference $sandbox).$Map
        if ($entries) { $entries.PSObject.Properties | ForEach-Object { $saved[$_.Name] = $_.Value } }
        $saved
    }

    # A script for a separate PowerShell, in which confirmation preferences are tested.
    $setup = 'param($path, $baseUri, $cookie) Import-Module $path; Connect-NanoGpt -BaseUri $baseUri -SessionCookie $cookie; '
    function Invoke-WithPrompt([string] $Script, [int[]] $Answer = @()) {
        Invoke-WithAnswer ($setup + $Script) -Argument $modulePath, $sandbox.BaseUri, $subscriberCookie -Answer $Answer
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Set-NanoGptModelVisibility' {
    BeforeEach {
        Set-SandboxUpsert $sandbox Merge
        Set-SandboxIgnoredId $sandbox @()
        Set-SandboxCanonicalId $sandbox $false
        Set-SandboxPreference $sandbox -Preference @{
            visibleTextModels = @{ 'openai/gpt-5.5' = $true; 'openai/gpt-5.2' = $true; gone = $true; odd = 'yes' }
            modelCategories   = @{ 'openai/gpt-5.5' = 'General'; odd = 7 }
            modelOrder        = @('gone', 'openai/gpt-5.5')
        }
        Clear-SandboxRequest $sandbox
    }

    It 'makes one change for a whole pipeline, and keeps all other entries (<_>)' -ForEach 'Merge', 'Replace' {
        Set-SandboxUpsert $sandbox $_
        'openai/gpt-5.5', 'openai/gpt-5.2', 'x-ai/grok-4.3' | Set-NanoGptModelVisibility -Visible $false -WarningAction SilentlyContinue |
            Should -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox).method | Should -Be 'GET', 'GET', 'GET', 'POST', 'GET' # The second is the catalog: x-ai/grok-4.3 is not saved.
        $saved = Get-Saved
        $saved.Count | Should -Be 5
        $saved['openai/gpt-5.5'], $saved['openai/gpt-5.2'], $saved['x-ai/grok-4.3'] | Should -Be $false, $false, $false
        $saved['gone'] | Should -BeTrue
        $saved['odd'] | Should -Be 'yes'
        (Get-Saved modelCategories)['openai/gpt-5.5'] | Should -Be 'General'
        (Get-Saved modelCategories)['odd'] | Should -Be 7
        (Get-SandboxPreference $sandbox).modelOrder | Should -Be 'gone', 'openai/gpt-5.5'
    }

    It 'accepts ids, models, visibilities, and copies of them' {
        $models = Get-NanoGptModel openai/gpt-5.5, deepseek/deepseek-v4-flash -Detailed
        $visibilities = Get-NanoGptModelVisibility openai/gpt-5.2 -WarningAction SilentlyContinue
        $copies = Get-Copy (@(Get-NanoGptModel x-ai/grok-4.3 -Detailed -Scope Subscription) + @(Get-NanoGptModelVisibility gone -WarningAction SilentlyContinue)) CliXml
        $json = Get-Copy (Get-NanoGptModel google/gemini-3.5-flash -Detailed) Json
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ gone = $true } }
        Clear-SandboxRequest $sandbox
        @($models) + @($visibilities) + @($copies) + @($json) + 'TEE/deepseek-v4-pro' | Set-NanoGptModelVisibility -Visible $false
        @(Get-Sent).Count | Should -Be 1
        (Get-Saved).Keys | Sort-Object | Should -Be (@($models.Id) + 'openai/gpt-5.2', 'x-ai/grok-4.3', 'gone', 'google/gemini-3.5-flash', 'TEE/deepseek-v4-pro' | Sort-Object)
        (Get-Saved).Values | Should -Not -Contain $true
    }

    It 'accepts hashtables and objects with an Id, ignoring case, also as arguments' {
        @{ ID = 'openai/gpt-5.2' }, [pscustomobject]@{ id = 'openai/gpt-5.5', 'x-ai/grok-4.3' } |
            Set-NanoGptModelVisibility -Visible $false -WarningAction SilentlyContinue
        Set-NanoGptModelVisibility (Get-NanoGptModel google/gemini-3.5-flash), 'TEE/deepseek-v4-pro' -Visible $false -WarningAction SilentlyContinue
        $saved = Get-Saved
        $saved['openai/gpt-5.2'], $saved['openai/gpt-5.5'], $saved['x-ai/grok-4.3'], $saved['google/gemini-3.5-flash'], $saved['TEE/deepseek-v4-pro'] |
            Should -Be (, $false * 5)
        $saved.Count | Should -Be 7
    }

    It 'rejects objects without an id, and accepts the rest of the pipeline' {
        @{ name = 'z' }, [pscustomobject]@{ name = 'z' }, 5, (Get-Date), [pscustomobject]@{ Id = 5 }, @{ Id = $null }, 'openai/gpt-5.2' |
            Set-NanoGptModelVisibility -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be (, 'ParameterArgumentTransformationError,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand' * 6)
        $errors | ForEach-Object { "$_" | Should -BeLike "*is neither a string nor an object with an Id*Get-NanoGptModel*" }
        "$($errors[2])" | Should -BeLike "*'5' (Int32) is neither*"
        (Get-Saved).Count | Should -Be 4
        (Get-Saved)['openai/gpt-5.2'] | Should -BeFalse
        Clear-SandboxRequest $sandbox
        { Set-NanoGptModelVisibility openai/gpt-5.2, @{ name = 'z' } -Visible $true } | Should -Throw "*is neither a string nor an object with an Id*"
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'rejects unpaired surrogates in an id or a category before any request' {
        $unpaired = "a$([char] 0xD83D)"
        $unpaired, 'openai/gpt-5.2', "$([char] 0xDD25)a" |
            Set-NanoGptModelVisibility -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be (, 'InvalidUnicode,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand' * 2)
        $errors[0].TargetObject | Should -BeExactly $unpaired
        "$($errors[0])" | Should -BeLike "The id '*' contains an unpaired surrogate*"
        (Get-Saved).Count | Should -Be 4
        (Get-Saved)['openai/gpt-5.2'] | Should -BeFalse
        Clear-SandboxRequest $sandbox
        $thrown = Get-ThrownError { Set-NanoGptModelVisibility openai/gpt-5.2 -Category $unpaired }
        $thrown.FullyQualifiedErrorId | Should -Be 'InvalidUnicode,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        "$thrown" | Should -BeLike "The category '*' contains an unpaired surrogate*"
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'does not save NanoGPT''s own category' {
        $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
        $model.Category | Should -Be 'mini'
        $model | Set-NanoGptModelVisibility -Visible $false -WarningAction SilentlyContinue
        (Get-Saved)['google/gemini-3.5-flash'] | Should -BeFalse
        (Get-Saved modelCategories).ContainsKey('google/gemini-3.5-flash') | Should -BeFalse
    }

    It 'trims white space around a category; white space only is an empty category' {
        Set-SandboxUpsert $sandbox Replace
        $changes = Set-NanoGptModelVisibility openai/gpt-5.2 -Category "`tMy own `n" -PassThru -WarningAction SilentlyContinue
        $changes.Category | Should -BeExactly 'My own'
        (Get-Saved modelCategories)['openai/gpt-5.2'] | Should -BeExactly 'My own'
        Set-NanoGptModelVisibility openai/gpt-5.2 -Category ' ' -WarningAction SilentlyContinue
        (Get-Saved modelCategories).ContainsKey('openai/gpt-5.2') | Should -BeFalse
    }

    It 'sets the category alone, or both' {
        Set-NanoGptModelVisibility openai/gpt-5.2 -Category Coding -WarningAction SilentlyContinue
        Set-NanoGptModelVisibility -Id openai/gpt-5.5, x-ai/grok-4.3 -Visible $false -Category Research -WarningAction SilentlyContinue
        (Get-Saved)['openai/gpt-5.2'] | Should -BeTrue
        (Get-Saved)['openai/gpt-5.5'], (Get-Saved)['x-ai/grok-4.3'] | Should -Be $false, $false
        $categories = Get-Saved modelCategories
        $categories['openai/gpt-5.2'], $categories['openai/gpt-5.5'], $categories['x-ai/grok-4.3'] | Should -Be 'Coding', 'Research', 'Research'
    }

    It 'returns with -PassThru the changed entries and their previous values' {
        $changes = Set-NanoGptModelVisibility x-ai/grok-4.3, openai/gpt-5.5, openai/gpt-5.2 -Visible $true -Category General -PassThru -WarningAction SilentlyContinue
        $changes | Should -BeOfType NanoGpt.ModelVisibilityChange
        $changes.Id | Should -Be 'openai/gpt-5.2', 'x-ai/grok-4.3'
        $changes.Visible | Should -Be $true, $true
        $changes.Category | Should -Be 'General', 'General'
        $changes.PreviousVisible | Should -Be $true, $null
        $changes.PreviousCategory | Should -Be $null, $null
        $changes.Description | Should -Be 'category: none -> General', 'visible: not saved -> true, category: none -> General'
    }

    It 'sends nothing if there is nothing to change' {
        Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $true -Category General -PassThru -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Set-NanoGptModelVisibility openai/gpt-5.2 -Category '' -PassThru -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
        @() | Set-NanoGptModelVisibility -Visible $true
        @(Get-SandboxRequest $sandbox).Count | Should -Be 2
    }

    It 'reports each entry that the service ignored, and saves the others' {
        $changes = 'nope', 'openai/gpt-5.2', 'OPENAI/GPT-5.5' |
            Set-NanoGptModelVisibility -Visible $false -PassThru -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $changes.Id | Should -Be 'openai/gpt-5.2'
        $errors.Count | Should -Be 2
        $errors.FullyQualifiedErrorId | Should -Be (, 'VisibilityIgnored,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand' * 2)
        $errors.TargetObject.Id | Should -BeExactly 'OPENAI/GPT-5.5', 'nope'
        $errors[1].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        "$($errors[1])" | Should -BeLike "NanoGPT ignored the entry for 'nope'*"
    }

    It 'reports the id under which an entry was saved' {
        Set-SandboxCanonicalId $sandbox $true
        $failure = Get-ThrownError { Set-NanoGptModelVisibility X-AI/grok-4.3 -Visible $false -ErrorAction Stop -WarningAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Be 'VisibilityIdChanged,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        "$failure" | Should -BeExactly "NanoGPT saved the entry for 'X-AI/grok-4.3' under the id 'x-ai/grok-4.3'. Specify that id."
        (Get-Saved)['x-ai/grok-4.3'] | Should -BeFalse
    }

    It 'loses nothing if the second read is empty, also with -Force' {
        Set-SandboxUpsert $sandbox Replace
        $before = Get-SandboxPreference $sandbox | ConvertTo-Json -Compress
        2..5 | ForEach-Object { Add-SandboxResponse $sandbox -To $_ -Response @{} }
        $failure = Get-ThrownError { Set-NanoGptModelVisibility x-ai/grok-4.3 -Visible $false -WarningAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Be 'Conflict,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        "$failure" | Should -BeLike '*: gone, odd, openai/gpt-5.2, openai/gpt-5.5, modelOrder. Nothing was sent.'
        Get-Sent | Should -BeNullOrEmpty
        Get-SandboxPreference $sandbox | ConvertTo-Json -Compress | Should -BeExactly $before

        2..5 | ForEach-Object { Add-SandboxResponse $sandbox -To $_ -Response @{ modelPreferences = $null } }
        Set-NanoGptModelVisibility x-ai/grok-4.3 -Visible $false -Force -WarningAction SilentlyContinue
        (Get-Saved).Keys | Sort-Object | Should -Be 'gone', 'odd', 'openai/gpt-5.2', 'openai/gpt-5.5', 'x-ai/grok-4.3'
        (Get-Saved)['x-ai/grok-4.3'] | Should -BeFalse
        (Get-Saved modelCategories)['odd'] | Should -Be 7
        (Get-SandboxPreference $sandbox).modelOrder | Should -Be 'gone', 'openai/gpt-5.5'
    }

    It 'removes a category, or empties it if NanoGPT merges changes (<Upsert>)' -ForEach @(
        @{ Upsert = 'Merge'; Left = '' }
        @{ Upsert = 'Replace'; Left = $null }
    ) {
        Set-SandboxUpsert $sandbox $Upsert
        $changes = Set-NanoGptModelVisibility openai/gpt-5.5 -Category '' -PassThru -WarningAction SilentlyContinue
        (Get-Saved modelCategories)['openai/gpt-5.5'] | Should -BeExactly $Left
        $changes.Description | Should -Be 'category: General -> none'
        $changes.Result | Should -Be 'Saved'
    }

    It 'saves copies of preferences as they are (<_>)' -ForEach 'Live', 'CliXml', 'Json', 'Csv' {
        $preferences = Get-NanoGptModelVisibility openai/* -WarningAction SilentlyContinue
        $copies = if ($_ -eq 'Csv') { $preferences | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } else { Get-Copy $preferences $_ }
        Set-SandboxUpsert $sandbox Replace
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $false; other = $true }; modelCategories = @{ 'openai/gpt-5.2' = 'New' } }
        Clear-SandboxRequest $sandbox
        $copies | Set-NanoGptModelVisibility
        @(Get-Sent).Count | Should -Be 1
        (Get-Saved)['openai/gpt-5.5'], (Get-Saved)['openai/gpt-5.2'], (Get-Saved)['other'] | Should -Be $true, $true, $true
        (Get-Saved modelCategories).Keys | Should -Be 'openai/gpt-5.5'
    }

    It 'accepts no copy of a model without -Visible or -Category (<_>)' -ForEach 'Live', 'CliXml', 'Json', 'Csv' {
        $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
        foreach ($one in $model, ($model | Select-Object Id, Category), ($model | Select-Object *)) {
            if ($_ -in 'Json', 'Csv' -and @($one.PSObject.Properties).Count -eq 2) { continue } # Such a copy says nothing of a model.
            $copy = if ($_ -eq 'Csv') { $one | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } else { Get-Copy $one $_ }
            (Get-ThrownError { $copy | Set-NanoGptModelVisibility }).FullyQualifiedErrorId | Should -BeLike 'VisibleOrCategoryMissing,*'
        }
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'returns changes whose copies Undo-NanoGptModelVisibility reverts (<_>)' -ForEach 'CliXml', 'Json', 'Csv' {
        Set-SandboxUpsert $sandbox Replace
        $before = Get-SandboxPreference $sandbox | ConvertTo-Json -Compress
        $changes = Set-NanoGptModelVisibility openai/gpt-5.5, x-ai/grok-4.3 -Visible $false -Category New -PassThru -WarningAction SilentlyContinue
        $copies = if ($_ -eq 'Csv') { $changes | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } else { Get-Copy $changes $_ }
        $copies | Undo-NanoGptModelVisibility -WarningAction SilentlyContinue
        (Get-Saved)['openai/gpt-5.5'] | Should -BeTrue
        (Get-Saved).ContainsKey('x-ai/grok-4.3') | Should -BeFalse
        (Get-Saved modelCategories)['openai/gpt-5.5'] | Should -Be 'General'
        (Get-Saved modelCategories).ContainsKey('x-ai/grok-4.3') | Should -BeFalse
    }

    It 'rejects wildcards' {
        'openai/*', 'gpt-?', 'openai/gpt-5.2' | Set-NanoGptModelVisibility -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be (, 'WildcardNotSupported,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand' * 2)
        "$($errors[0])" | Should -BeLike "*Get-NanoGptModel 'openai/``*' | Set-NanoGptModelVisibility*"
        (Get-Saved)['openai/gpt-5.2'], (Get-Saved)['openai/gpt-5.5'] | Should -Be $false, $true
        Set-NanoGptModelVisibility 'openai/*' -Visible $false -ErrorAction SilentlyContinue
        @(Get-Sent).Count | Should -Be 1
    }

    It 'requires -Visible or -Category for ids and models, without a prompt' {
        $seen = Invoke-WithPrompt 'Set-NanoGptModelVisibility a'
        $seen.Questions | Should -BeNullOrEmpty
        $seen.Errors.Count | Should -Be 1
        "$($seen.Errors[0])" | Should -BeLike '*-Visible, -Category, or both*'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'shows the requests in order with -Verbose' {
        $lines = Set-NanoGptModelVisibility openai/gpt-5.2 -Visible $false -Verbose -WarningAction SilentlyContinue 4>&1 |
            Where-Object { "$_" -like '*model-visibility*' } | ForEach-Object { ("$_" -split ' ')[0] }
        $lines | Should -Be 'GET', 'GET', 'POST', 'GET'
    }
}

Describe 'Before it changes anything, Set-NanoGptModelVisibility' {
    BeforeEach {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $true; 'openai/gpt-5.2' = $true }; modelCategories = @{ 'openai/gpt-5.5' = 'General' } }
        Clear-SandboxRequest $sandbox
    }

    It 'shows with -WhatIf each entry with its old and new value, and sends nothing' {
        $seen = Invoke-WithPrompt "'openai/gpt-5.5', 'openai/gpt-5.2', 'x-ai/grok-4.3' | Set-NanoGptModelVisibility -Visible `$true -Category 'Coding' -WhatIf -PassThru"
        $seen.Lines | Where-Object { $_ -like 'What if:*' } | Should -Be @(
            'What if: Performing the operation "category: none -> Coding" on target "openai/gpt-5.2".'
            'What if: Performing the operation "category: General -> Coding" on target "openai/gpt-5.5".'
            'What if: Performing the operation "visible: not saved -> true, category: none -> Coding" on target "x-ai/grok-4.3".'
        )
        Get-Sent | Should -BeNullOrEmpty
        $seen.Output | Should -BeNullOrEmpty
    }

    It 'shows nothing with -WhatIf if nothing would change' {
        $seen = Invoke-WithPrompt 'Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $true -WhatIf'
        $seen.Lines | Where-Object { $_ -like 'What if:*' } | Should -BeNullOrEmpty
    }

    It 'shows no terminal control characters in text of the service' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ "a$esc[2J" = $true }; modelCategories = @{ "a$esc[2J" = "x$esc[31m`r`ny" } }
        $seen = Invoke-WithPrompt "Get-NanoGptModelVisibility | Set-NanoGptModelVisibility -Visible `$false -Category z -WhatIf"
        $seen.Lines | Where-Object { $_ -like 'What if:*' } |
            Should -Be 'What if: Performing the operation "visible: true -> false, category: x [31m y -> z" on target "a [2J".'
        Set-SandboxIgnoredId $sandbox "a$esc[2J"
        Set-NanoGptModelVisibility "a$esc[2J" -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue
        Set-SandboxIgnoredId $sandbox @()
        "$errors" | Should -BeLike "The change to 'a ``[2J' (visible: true -> false) was sent*"
        $errors[0].TargetObject.Id | Should -BeExactly "a$esc[2J"
    }

    It 'prompts with -Confirm for each entry, with its old and new value, and omits declined entries' {
        $seen = Invoke-WithPrompt "Set-NanoGptModelVisibility openai/gpt-5.5, openai/gpt-5.2 -Visible `$false -Confirm -PassThru" -Answer 2, 0
        $seen.Questions.Count | Should -Be 2
        $seen.Questions[0] | Should -BeLike '*"visible: true -> false" on target "openai/gpt-5.2"*'
        $seen.Questions[1] | Should -BeLike '*"visible: true -> false" on target "openai/gpt-5.5"*'
        $seen.Output.Id | Should -Be 'openai/gpt-5.5'
        (Get-Saved)['openai/gpt-5.5'], (Get-Saved)['openai/gpt-5.2'] | Should -Be $false, $true
    }

    It 'sends nothing if all entries are declined' {
        $seen = Invoke-WithPrompt "Set-NanoGptModelVisibility openai/gpt-5.5, openai/gpt-5.2 -Visible `$false -Confirm" -Answer 3
        $seen.Questions.Count | Should -Be 1
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'prompts without -Confirm only if $ConfirmPreference is Medium or lower' {
        $seen = Invoke-WithPrompt "Set-NanoGptModelVisibility openai/gpt-5.5 -Visible `$false; `$ConfirmPreference = 'Medium'; Set-NanoGptModelVisibility openai/gpt-5.5 -Visible `$true; Set-NanoGptModelVisibility openai/gpt-5.5 -Category x -Confirm:`$false" -Answer 2
        $seen.Errors | Should -BeNullOrEmpty
        $seen.Questions.Count | Should -Be 1
        $seen.Questions[0] | Should -BeLike '*"visible: false -> true"*'
        (Get-Saved)['openai/gpt-5.5'] | Should -BeFalse
        (Get-Saved modelCategories)['openai/gpt-5.5'] | Should -Be 'x'
    }
}

Describe 'When another writer changes preferences at the same time, Set-NanoGptModelVisibility' {
    BeforeEach {
        Set-SandboxUpsert $sandbox Replace
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.5' = $true; 'openai/gpt-5.2' = $true } }
        Clear-SandboxRequest $sandbox
    }

    It 'fails if an entry to change has changed, and sends nothing' {
        Add-SandboxWriter $sandbox -Before 2 -Change @{ modelCategories = @{ 'openai/gpt-5.5' = 'Theirs' } }
        $thrown = Get-ThrownError { Set-NanoGptModelVisibility openai/gpt-5.5, openai/gpt-5.2 -Visible $false }
        $thrown.FullyQualifiedErrorId | Should -Be 'Conflict,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        $thrown.CategoryInfo.Category | Should -Be 'ResourceExists'
        "$thrown" | Should -BeLike '* openai/gpt-5.5 since *. Nothing was sent.'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*run the command again, or use -Force*'
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'continues with -Force, and overwrites only its own properties' {
        Add-SandboxWriter $sandbox -Before 2 -Change @{ modelCategories = @{ 'openai/gpt-5.5' = 'Theirs' } }
        Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $false -Force
        (Get-Saved)['openai/gpt-5.5'] | Should -BeFalse
        (Get-Saved modelCategories)['openai/gpt-5.5'] | Should -Be 'Theirs'
    }

    It 'keeps other changes' {
        Add-SandboxWriter $sandbox -Before 2 -Change @{ visibleTextModels = @{ 'openai/gpt-5.2' = $false; new = $true }; theme = 'dark' }
        Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $false
        (Get-Saved)['openai/gpt-5.5'], (Get-Saved)['openai/gpt-5.2'], (Get-Saved)['new'] | Should -Be $false, $false, $true
        (Get-SandboxPreference $sandbox).theme | Should -Be 'dark'
    }

    It 'reports entries that were unexpectedly changed' {
        Add-SandboxWriter $sandbox -Before 4 -Change @{ visibleTextModels = @{ 'openai/gpt-5.5' = $true; 'openai/gpt-5.2' = $false } }
        Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'VisibilityNotPersisted,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand', 'VisibilityUnexpectedlyChanged,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        "$($errors[0])" | Should -BeLike "The change to 'openai/gpt-5.5' (visible: true -> false) was sent*"
        "$($errors[1])" | Should -BeLike '*: openai/gpt-5.2. Another client*'
        $errors[1].TargetObject | Should -Be 'openai/gpt-5.2'
    }

    It 'reports lost unknown properties' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{}; modelOrder = @('a') }
        Add-SandboxWriter $sandbox -Before 4 -Change @{ modelOrder = $null }
        Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $false -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'VisibilityPropertiesLost,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand'
        "$($errors[0])" | Should -BeLike '*: modelOrder. *'
    }

    It 'reports whether the change may be saved after a failure (<Fault>)' -ForEach @(
        @{ Fault = 'status=400,method=POST'; Id = 'InvalidRequest'; MayBeSaved = $false }
        @{ Fault = 'status=503,method=POST'; Id = 'ServiceFailed'; MayBeSaved = $true }
        @{ Fault = 'drop,method=POST'; Id = 'ConnectionFailed'; MayBeSaved = $true }
        @{ Fault = 'status=503,method=GET,skip=2'; Id = 'ServiceFailed'; MayBeSaved = $true }
    ) {
        Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (New-Fault $Fault) -MaximumRetryCount 0
        $thrown = Get-ThrownError { Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $false }
        Disconnect-NanoGpt
        Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        $thrown.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $thrown.ErrorDetails.RecommendedAction -like 'It is unknown whether the change was saved.*' | Should -Be $MayBeSaved
    }
}
