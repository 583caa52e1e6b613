BeforeDiscovery { $kinds = 'Live', 'CliXml', 'Json' }
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'
    Connect-NanoGpt -BaseUri $sandbox.BaseUri
    $models = Get-NanoGptModel -Detailed
}
AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Measure-NanoGptModelCost' {
    It 'returns the cost on each model, for models that are <_>' -ForEach $kinds {
        $costs = Get-Copy $models $_ | Measure-NanoGptModelCost -PromptTokens 3000 -CompletionTokens 700 -Requests 11 -WarningAction SilentlyContinue
        $costs | Should -BeOfType NanoGpt.ModelCost
        $costs.Id | Should -Be $models.Id
        for ($i = 0; $i -lt $models.Count; $i++) {
            $costs[$i].Currency | Should -BeExactly 'USD'
            $costs[$i].PromptCost | Should -Be $(if ($null -ne $models[$i].PromptPrice) { $models[$i].PromptPrice * 33000 / 1000000 })
            $costs[$i].CompletionCost | Should -Be $(if ($null -ne $models[$i].CompletionPrice) { $models[$i].CompletionPrice * 7700 / 1000000 })
            $costs[$i].TotalCost | Should -Be $(if ($null -ne $costs[$i].PromptCost) { $costs[$i].PromptCost + $costs[$i].CompletionCost })
        }
        $costs.Where{ $null -ne $_.TotalCost }[0].TotalCost | Should -BeOfType decimal
    }

    It 'defaults to one request, and to no tokens of the kind that is not specified' {
        ($models | Where-Object Id -eq openai/gpt-5.2 | Measure-NanoGptModelCost 1e6 1e6).TotalCost | Should -Be 15.75
        ($models | Where-Object Id -eq openai/gpt-5.2 | Measure-NanoGptModelCost -CompletionTokens 1e6).TotalCost | Should -Be 14
    }

    It 'accepts models by parameter name' {
        (Measure-NanoGptModelCost -InputObject $models -PromptTokens 1 -WarningAction SilentlyContinue).Count | Should -Be $models.Count
        Measure-NanoGptModelCost -InputObject @() -PromptTokens 1 | Should -BeNullOrEmpty
    }

    It 'emits each cost when its model arrives' {
        $seen = [Collections.Generic.List[string]]::new()
        $null = $models | ForEach-Object { $seen.Add("in $($_.Id)"); $_ } | Measure-NanoGptModelCost 1 -WarningAction SilentlyContinue |
            ForEach-Object { $seen.Add("out $($_.Id)") }
        $seen[0..3] | Should -Be "in $($models[0].Id)", "out $($models[0].Id)", "in $($models[1].Id)", "out $($models[1].Id)"
    }

    It 'returns null for an unknown cost, and warns once' {
        $costs = $models | Measure-NanoGptModelCost 1000 1000 -WarningVariable warnings -WarningAction SilentlyContinue
        $unknown = @($costs | Where-Object { $null -eq $_.TotalCost })
        $unknown.Id | Should -Be @($models | Where-Object { $null -eq $_.PromptPrice }).Id
        $unknown.Count | Should -BeGreaterThan 0
        $warnings.Count | Should -Be 1
        "$warnings" | Should -Not -BeLike '*-Detailed*'
        "$warnings" | Should -BeLike "The cost on $($unknown.Count) of $($models.Count) models is unknown*Sort-Object*"
    }

    It 'warns that basic models have no prices, and recommends -Detailed' {
        $costs = Get-NanoGptModel | Measure-NanoGptModelCost 1000 -WarningVariable warnings -WarningAction SilentlyContinue
        $costs.TotalCost | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*Get-NanoGptModel -Detailed*'
    }

    It 'does not warn if every cost is known' {
        $null = $models | Where-Object PromptPrice | Measure-NanoGptModelCost 1000 -WarningVariable warnings
        $warnings.Count | Should -Be 0
    }

    It 'reports each object that is not a model, and continues' {
        $objects = 'text', 7, [pscustomobject]@{ Name = "a$($esc)[2Jb" }, [pscustomobject]@{ Id = '' }, [pscustomobject]@{ Id = 7 }, $models[0]
        $costs = $objects | Measure-NanoGptModelCost 1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $costs.Id | Should -Be $models[0].Id
        $errors.Count | Should -Be 5
        $errors.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'NotAModel,NanoGpt.Cmdlets.MeasureNanoGptModelCostCommand'
        $errors[0].Exception.Message | Should -BeLike "'text' (String) is not a NanoGpt.Model*"
        $errors[0].TargetObject | Should -Be 'text'
        $errors.Exception.Message -match '\p{Cc}' | Should -BeNullOrEmpty
    }

    It 'reports an object that contains itself, and continues' {
        $table = @{}
        $table.self = $table
        $object = [pscustomobject]@{ self = $null }
        $object.self = $object
        $list = [Collections.ArrayList]::new()
        foreach ($i in 1..10) { $null = $list.Add($list) }
        $costs = $table, $object, [pscustomobject]@{ list = $list }, $models[0] | Measure-NanoGptModelCost 1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $costs.Id | Should -Be $models[0].Id
        $errors.FullyQualifiedErrorId | Should -Be (@('NotAModel,NanoGpt.Cmdlets.MeasureNanoGptModelCostCommand') * 3)
        $errors[0].Exception.Message | Should -BeLike "'self: self: *' (Hashtable) is not a NanoGpt.Model*"
    }

    It 'uses the singular for one model' {
        $null = $models | Where-Object Id -EQ auto-model | Measure-NanoGptModelCost 1 -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike 'The cost on 1 of 1 model is unknown, because its price is unknown. *'
    }

    It 'reports a cost that is too large, and continues' {
        $expensive, $free = [pscustomobject]@{ Id = 'dear'; PromptPrice = 1e20; CompletionPrice = 1 }, [pscustomobject]@{ Id = 'free'; PromptPrice = 0; CompletionPrice = 0 }
        $costs = $expensive, $free | Measure-NanoGptModelCost ([long]::MaxValue) -ErrorVariable errors -ErrorAction SilentlyContinue
        $costs.Id | Should -Be 'free'
        $costs.TotalCost | Should -Be 0
        $errors.FullyQualifiedErrorId | Should -Be 'CostTooLarge,NanoGpt.Cmdlets.MeasureNanoGptModelCostCommand'
        $errors[0].TargetObject | Should -Be 'dear'
    }

    It 'rejects <Name>' -ForEach @(
        @{ Name = 'a negative number of tokens'; Arguments = @{ PromptTokens = -1 }; ErrorId = 'ParameterArgumentValidationError*' }
        @{ Name = 'a negative number of requests'; Arguments = @{ PromptTokens = 1; Requests = -1 }; ErrorId = 'ParameterArgumentValidationError*' }
        @{ Name = 'a call without tokens'; Arguments = @{ }; ErrorId = 'NoTokens,*' }
    ) {
        (Get-ThrownError { $models | Measure-NanoGptModelCost @Arguments }).FullyQualifiedErrorId | Should -BeLike $ErrorId
    }
}

Describe 'The view of costs' {
    BeforeAll {
        $costs = $models | Where-Object Id -in openai/gpt-5.2, auto-model | Sort-Object Id | Measure-NanoGptModelCost 1000000 2500 -WarningAction SilentlyContinue
    }

    It 'is a table with the total first, which shows unknown costs' {
        foreach ($width in 80, 120) {
            $lines = ($costs | Get-Screen -Width $width).TrimEnd() -split '\r?\n' | Where-Object { $_ }
            $lines[0] | Should -Match '^ +Total \$ +Prompt \$ +Completion \$ Id$'
            $lines[2] | Should -Match '^ +unknown +unknown +unknown auto-model$'
            $lines[3] | Should -Match '^ +1\.785000 +1\.750000 +0\.035000 openai/gpt-5\.2$'
        }
    }

    It 'rounds large amounts to the cent' {
        $models | Where-Object Id -eq openai/gpt-5.2 | Measure-NanoGptModelCost 1e6 -Requests 1e6 | Get-Screen |
            Should -Match '(?m)^ +1,750,000\.00 +1,750,000\.00 +0\.000000 openai'
    }

    It 'is a list with Format-List' {
        $text = $costs[1] | Format-List | Get-Screen
        $text | Should -Match '(?m)^TotalCost +: 1\.785000\r?$'
        $text | Should -Match '(?m)^Currency +: USD\r?$'
    }

    It 'is the same for copies' {
        $copies = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($costs))
        $copies | Get-Screen | Should -Be ($costs | Get-Screen)
        $copies | Format-List | Get-Screen | Should -Be ($costs | Format-List | Get-Screen)
    }
}
