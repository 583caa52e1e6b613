# Tests with commands that the PowerShell engine alone does not have. The others are engine tests.

BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $session = Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri -PassThru
    $model = Get-NanoGptModel google/gemini-3.5-flash -Detailed
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'A serialized model' {
    It 'is complete after ConvertTo-Json' {
        $copy = $model | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        $copy.Id | Should -Be $model.Id
        $copy.PromptPrice | Should -Be $model.PromptPrice
        $copy.Created | Should -Be $model.Created
        $copy.Capabilities.Vision | Should -BeTrue
        $copy.Architecture.InputModalities | Should -Be 'text', 'image', 'audio'
        $copy.AdditionalProperties.knowledge_cutoff | Should -Be '2025-01'
    }

    It 'has text for each part in Export-Csv' {
        $body = '{"data":[{"id":"a","cost_estimate":{"cheap":true},"new_field":{"inner":[1,"two"]},"knowledge_cutoff":"2025-01"}]}'
        $row = Get-NanoGptModel -Detailed -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body) -PassThru) | ConvertTo-Csv | ConvertFrom-Csv
        $row.AdditionalProperties | Should -BeExactly 'new_field: inner: 1, two, knowledge_cutoff: 2025-01'
        $row.CostEstimate | Should -BeExactly 'cheap: True'
        ($model | ConvertTo-Csv | ConvertFrom-Csv).AdditionalProperties | Should -BeExactly 'knowledge_cutoff: 2025-01'
    }
}

Describe 'A copy of a model' {
    It 'from Export-Clixml has the view of the original with Format-List' {
        foreach ($original in $model, (Get-NanoGptModel $model.Id -Session $session)) {
            $copy = Get-Copy $original CliXml
            $copy | Format-List | Get-Screen | Should -Be ($original | Format-List | Get-Screen)
        }
    }

    It 'from a job is complete, and has the view of the original' {
        $baseUri, $id = $sandbox.BaseUri, $model.Id
        $copy = Start-Job {
            Import-Module $using:modulePath
            Connect-NanoGpt -BaseUri $using:baseUri -ApiKey $using:subscriberKey
            Get-NanoGptModel $using:id -Detailed
        } | Receive-Job -Wait -AutoRemoveJob
        $copy.Capabilities.Vision | Should -BeTrue
        $copy.Capabilities.AdditionalProperties.web_search | Should -BeTrue
        $copy.Architecture.InputModalities | Should -Be 'text', 'image', 'audio'
        Compare-NanoGptModel $model $copy -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 0
        $copy | Get-Screen | Should -Be ($model | Get-Screen)
        $copy | Format-List | Get-Screen | Should -Be ($model | Format-List | Get-Screen)
    }

    It 'from JSON has the same view after its type name is added' {
        $copy = Get-Copy $model Json
        $copy.PSTypeNames.Insert(0, 'NanoGpt.Model')
        $copy | Get-Screen | Should -Be ($model | Get-Screen)
        $list = $copy | Format-List | Get-Screen
        $list | Should -Match '(?m)^Capabilities +: Vision, Reasoning, ToolCalling, StructuredOutput, AudioInput, web_search\r?$'
        $list | Should -Match '(?m)^Architecture +: InputModalities: text, image, audio, OutputModalities: text\r?$'
        $list | Should -Match '(?m)^Subscription +: Included: True\r?$'
        $list | Should -Match '(?m)^AdditionalProperties +: knowledge_cutoff: 2025-01\r?$'
    }

    It 'from JSON binds its id to Get-NanoGptModel' {
        (Get-Copy $model Json | Get-NanoGptModel -Session $session).Id | Should -Be $model.Id
    }
}
