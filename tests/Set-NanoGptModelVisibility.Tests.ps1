BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri

    function Get-TextCopy($Object, [string] $Kind) {
        # Returns copies of objects in which every value was text or JSON.
        if ($Kind -eq 'Csv') { $Object | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv } else { Get-Copy $Object $Kind }
    }
    function Get-Saved { Get-SandboxPreference $sandbox | ConvertTo-Json -Compress }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

# The engine tests cover live objects and copies from Export-Clixml.
Describe 'Set-NanoGptModelVisibility with copies from <_>' -ForEach 'Json', 'Csv' {
    BeforeAll { $kind = $_ }
    BeforeEach {
        Set-SandboxUpsert $sandbox Replace
        Set-SandboxPreference $sandbox -Preference ([ordered]@{
                visibleTextModels = [ordered]@{ 'openai/gpt-5.2' = $true; 'openai/gpt-5.5' = $true }
                modelCategories   = @{ 'openai/gpt-5.5' = 'General' }
            })
        $before = Get-Saved
        Clear-SandboxRequest $sandbox
    }

    It 'saves preferences as they are' {
        $copies = Get-TextCopy (Get-NanoGptModelVisibility) $kind
        Set-SandboxPreference $sandbox -Preference ([ordered]@{
                visibleTextModels = [ordered]@{ 'openai/gpt-5.2' = $true; 'openai/gpt-5.5' = $false }
                modelCategories   = @{ 'openai/gpt-5.2' = 'New' }
            })
        $copies | Set-NanoGptModelVisibility
        @(Get-Sent).Count | Should -Be 1
        Get-Saved | Should -BeExactly $before
    }

    It 'accepts models with -Visible only' {
        $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
        foreach ($one in $model, ($model | Select-Object *)) {
            $copy = Get-TextCopy $one $kind
            (Get-ThrownError { $copy | Set-NanoGptModelVisibility }).FullyQualifiedErrorId | Should -BeLike 'VisibleOrCategoryMissing,*'
            ($copy | Set-NanoGptModelVisibility -Visible $false -PassThru).Description | Should -Be 'visible: not saved -> false'
            Set-SandboxPreference $sandbox -Preference @{}
        }
    }

    It 'returns changes that Undo-NanoGptModelVisibility reverts' {
        $changes = Set-NanoGptModelVisibility openai/gpt-5.5, x-ai/grok-4.3 -Visible $false -Category New -PassThru
        Get-TextCopy $changes $kind | Undo-NanoGptModelVisibility
        Get-Saved | Should -BeExactly $before
    }
}

Describe 'Set-NanoGptModelVisibility with selected properties of a model' {
    It 'is an error without -Visible and -Category (<_>)' -ForEach 'Live', 'CliXml' {
        $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
        foreach ($one in ($model | Select-Object Id, Category), ($model | Select-Object *)) {
            $copy = Get-Copy $one $_
            (Get-ThrownError { $copy | Set-NanoGptModelVisibility }).FullyQualifiedErrorId | Should -BeLike 'VisibleOrCategoryMissing,*'
        }
    }
}
