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
    It 'is complete after Export-Clixml' {
        $path = Join-Path $TestDrive 'model.xml'
        $model | Export-Clixml $path
        $copy = Import-Clixml $path
        $copy.PSTypeNames | Should -Contain 'Deserialized.NanoGpt.Model'
        foreach ($property in 'Id', 'Name', 'OwnedBy', 'Created', 'ContextLength', 'MaxOutputTokens', 'PromptPrice', 'CompletionPrice', 'Category', 'Description', 'CostEstimate') {
            $copy.$property | Should -Be $model.$property
            if ($null -ne $model.$property) { $copy.$property | Should -BeOfType $model.$property.GetType() }
        }
        $copy.Created.Kind | Should -Be 'Utc'
        $copy.IconUrl | Should -Be $model.IconUrl
        $copy.Capabilities.Vision | Should -BeTrue
        $copy.Capabilities.AdditionalProperties.web_search | Should -BeTrue
        $copy.Pricing.Currency | Should -Be 'USD'
        $copy.Architecture.InputModalities | Should -Be 'text', 'image', 'audio'
        $copy.Subscription.Included | Should -BeTrue
        $copy.AdditionalProperties.knowledge_cutoff | Should -Be '2025-01'
    }

    It 'keeps deeply nested unknown properties in Export-Clixml' {
        $body = '{"data":[{"id":"a","new_field":{"inner":{"list":[1,"two",{"a":{"b":{"c":3}}}]}}}]}'
        $deep = Get-NanoGptModel -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body) -PassThru)
        $path = Join-Path $TestDrive 'deep.xml'
        $deep | Export-Clixml $path
        (Import-Clixml $path).AdditionalProperties.new_field.inner.list[0..1] | Should -Be 1, 'two'
        (Import-Clixml $path).AdditionalProperties.new_field.inner.list[2].a.b.c | Should -Be 3
    }

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

    It 'has prices without the binary floating-point errors of the service' {
        $priced = Get-NanoGptModel abacusai/Dracarys-72B-Instruct -Detailed -Scope Paid -Session $session
        $priced.PromptPrice.ToString([cultureinfo]::InvariantCulture) | Should -BeExactly '0.493'
        @($priced | Where-Object { $_.PromptPrice -eq 0.493 -and $_.PromptPrice -le 0.493 }).Count | Should -Be 1
    }
}

Describe 'A copy of a model' {
    BeforeAll {
        $basic = Get-NanoGptModel google/gemini-3.5-flash -Session $session
    }

    It 'from Export-Clixml has the view of the original' {
        foreach ($original in $model, $basic) {
            $copy = Get-Copy $original CliXml
            $copy.PSTypeNames | Should -Be @($original.PSTypeNames | ForEach-Object { "Deserialized.$_" })
            $copy | Get-Screen | Should -Be ($original | Get-Screen)
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

    It 'binds its id to Get-NanoGptModel' {
        foreach ($copy in (Get-Copy $model CliXml), (Get-Copy $basic CliXml), (Get-Copy $model Json)) {
            ($copy | Get-NanoGptModel -Session $session).Id | Should -Be $model.Id
        }
    }
}
