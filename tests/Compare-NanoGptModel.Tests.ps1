BeforeDiscovery { $kinds = 'Live', 'CliXml', 'Json' }
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-US'

    function Get-ModelFromBody([string] $Body, [switch] $Basic) {
        # Returns the models in this response.
        Get-NanoGptModel -Detailed:(-not $Basic) -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $Body) -PassThru)
    }

    $icon = "$($sandbox.BaseUri)icons/A.svg"
    $lastWeek = Get-ModelFromBody @"
{"data":[
{"id":"gone","created":1765411200,"owned_by":"o","name":"Gone","pricing":{"prompt":1,"completion":1}},
{"id":"dear","created":1765411200,"owned_by":"o","name":"Dear","context_length":400000,"icon_url":"$icon","cost_estimate":{"cheap":true},
 "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},"capabilities":{"vision":true,"web_search":true},
 "subscription":{"included":true},"pricing":{"prompt":0.49299999999999994,"completion":2},"retired":"2026-01-01T00:00:00Z","other":{"a":[1,{"b":2}]}},
{"id":"same","created":1765411200,"owned_by":"o","name":"Same","pricing":{"prompt":0.1,"completion":0.3}}]}
"@
    $today = Get-ModelFromBody @"
{"data":[
{"id":"same","created":1765411200,"owned_by":"o","name":"Same","pricing":{"prompt":0.1,"completion":0.3}},
{"id":"dear","created":1765411200,"owned_by":"o","name":"Dear","context_length":1000000,"icon_url":"$icon","cost_estimate":{"cheap":true},
 "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},"capabilities":{"vision":false,"web_search":true},
 "subscription":{"included":true},"pricing":{"prompt":0.49299999999999994,"completion":2.5},"retired":"2026-01-01T00:00:00Z","other":{"a":[1,{"b":2}]}},
{"id":"new","created":1765411200,"owned_by":"o","name":"New"}]}
"@
    $expected = 'new: Added', 'gone: Removed', 'dear: CompletionPrice 2 -> 2.5', 'dear: Capabilities.Vision True -> False', 'dear: ContextLength 400000 -> 1000000'
}
AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Compare-NanoGptModel' {
    It 'reports added, removed, and changed models of a list that is <_>' -ForEach $kinds {
        $changes = Compare-NanoGptModel (Get-Copy $lastWeek $_) $today -WarningVariable warnings
        $changes | Should -BeOfType NanoGpt.ModelChange
        $changes | ForEach-Object { "$_" } | Should -Be $expected
        $warnings.Count | Should -Be 0
        $changes[2].Change | Should -Be 'Changed'
        $changes[2].Before | Should -BeOfType decimal
        $changes[2].Percent | Should -Be 25
        $changes[3].After | Should -BeFalse
        $null -eq $changes[3].Percent | Should -BeTrue
    }

    It 'finds no change between a list and its copy that is <_>' -ForEach $kinds {
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        $models = Get-NanoGptModel -Detailed
        $copies = Get-Copy $models $_
        Compare-NanoGptModel $models $copies -WarningVariable warnings | Should -BeNullOrEmpty
        Compare-NanoGptModel $copies $models -WarningVariable +warnings | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 0
    }

    It 'accepts the newer list from the pipeline' {
        $today | Compare-NanoGptModel $lastWeek | ForEach-Object { "$_" } | Should -Be $expected
    }

    It 'accepts empty lists' {
        (Compare-NanoGptModel @() $today).Change | Should -Be 'Added', 'Added', 'Added'
        (Compare-NanoGptModel $today @()).Change | Should -Be 'Removed', 'Removed', 'Removed'
        (@() | Compare-NanoGptModel $today).Change | Should -Be 'Removed', 'Removed', 'Removed'
        Compare-NanoGptModel @() @() | Should -BeNullOrEmpty
    }

    It 'rejects null instead of <List>' -ForEach @(
        @{ List = 'the older list'; Command = { Compare-NanoGptModel $null $today }; Parameter = 'ReferenceObject' }
        @{ List = 'the newer list'; Command = { Compare-NanoGptModel $today $null }; Parameter = 'DifferenceObject' }
        @{ List = 'a model from the pipeline'; Command = { $null | Compare-NanoGptModel $today }; Parameter = 'DifferenceObject' }
    ) {
        $thrown = Get-ThrownError $Command
        $thrown.FullyQualifiedErrorId | Should -Be 'NullModelList,NanoGpt.Cmdlets.CompareNanoGptModelCommand'
        "$thrown" | Should -BeLike "-$Parameter is null*@()*"
    }

    It 'rejects <List> with one error and no output' -ForEach @(
        @{ List = 'a path instead of the older list'; Comparison = { Compare-NanoGptModel ./old.xml $today }; Message = "-ReferenceObject*'./old.xml' (String)*Import-Clixml*" }
        @{ List = 'a path instead of the newer list'; Comparison = { Compare-NanoGptModel $today ./new.xml }; Message = "-DifferenceObject*'./new.xml'*" }
        @{ List = 'paths from the pipeline'; Comparison = { './new.xml', './newer.xml' | Compare-NanoGptModel $today }; Message = "-DifferenceObject*'./new.xml'*" }
    ) {
        $found = [Collections.Generic.List[object]]::new()
        $before = $Error.Count
        $thrown = Get-ThrownError { & $Comparison | ForEach-Object { $found.Add($_) } }
        $thrown.FullyQualifiedErrorId | Should -Be 'NotAModel,NanoGpt.Cmdlets.CompareNanoGptModelCommand'
        "$thrown" | Should -BeLike $Message
        $Error.Count | Should -Be ($before + 1)
        $found.Count | Should -Be 0
    }

    It 'finds no change between a list and its copy from a CSV file, whose culture is <_>' -ForEach 'en-US', 'de-DE', 'fr-FR', '' {
        Connect-NanoGpt -BaseUri $sandbox.BaseUri
        $models = Get-NanoGptModel -Detailed
        $file = Join-Path $TestDrive 'models.csv'
        $found = Invoke-InCulture $_ {
            $models | Export-Csv $file -NoTypeInformation -Encoding UTF8
            foreach ($lists in @{ Before = Import-Csv $file; After = $models }, @{ Before = $models; After = Import-Csv $file }) {
                Compare-NanoGptModel $lists.Before $lists.After -WarningVariable warnings -WarningAction SilentlyContinue
                "$($warnings.Count) $warnings"
            }
        }
        $found | Should -BeLike '1 *CSV file*: AdditionalProperties, Architecture, Capabilities,* Pricing, Subscription. *'
    }

    It 'finds what changed since a CSV file was written' {
        $copies = $lastWeek | ConvertTo-Csv | ConvertFrom-Csv
        Compare-NanoGptModel $copies $today -WarningAction SilentlyContinue | ForEach-Object { "$_" } | Should -Be $expected.Where{ $_ -notlike '*Vision*' }
    }

    It 'ignores floating-point differences from a copy created before prices were rounded' {
        $old = [pscustomobject]@{ Id = 'dear'; PromptPrice = 0.49299999999999994d; CompletionPrice = 2.5000000000000004d }
        Compare-NanoGptModel $old ($today | Where-Object Id -EQ dear) -Property *Price | Should -BeNullOrEmpty
    }

    It 'compares ids case-sensitively' {
        (Compare-NanoGptModel ([pscustomobject]@{ Id = 'a' }) ([pscustomobject]@{ Id = 'A' })).Change | Should -Be 'Added', 'Removed'
    }

    It 'compares only -Property <Names>, and reports added and removed models' -ForEach @(
        @{ Names = 'ContextLength'; Found = 'ContextLength' }
        @{ Names = '*price', 'context*'; Found = 'CompletionPrice', 'ContextLength' }
        @{ Names = 'Capabilities'; Found = 'Capabilities.Vision' }
        @{ Names = 'Capabilities.Vision'; Found = 'Capabilities.Vision' }
        @{ Names = 'Pricing'; Found = 'Pricing.Completion' }
        @{ Names = 'AdditionalProperties.retired', 'Name', 'DistillationPolicy.Status'; Found = @() }
    ) {
        $changes = Compare-NanoGptModel $lastWeek $today -Property $Names -WarningVariable warnings
        $changes[0..1].Change | Should -Be 'Added', 'Removed'
        @($changes | Where-Object Property).Property | Should -Be $Found
        $warnings.Count | Should -Be 0
    }

    It 'matches uppercase property names in the Turkish culture' {
        $changes = Invoke-InCulture tr-TR { Compare-NanoGptModel $lastWeek $today -Property COMPLETIONPRICE, CAPABILITIES.VISION }
        @($changes | Where-Object Property).Property | Should -Be 'CompletionPrice', 'Capabilities.Vision'
    }

    It 'warns about a property that does not exist' {
        (Compare-NanoGptModel $lastWeek $today -Property ContextLength, PromptPrise, '*x?x*' -WarningVariable warnings -WarningAction SilentlyContinue).Count |
            Should -Be 3
        $warnings.Count | Should -Be 2
        "$($warnings[0])" | Should -BeLike "*'PromptPrise'*"
    }

    It 'compares a basic list with a detailed one by their common properties, and warns' {
        $basic = Get-ModelFromBody '{"data":[{"id":"dear","created":1765411200,"owned_by":"another"},{"id":"same","created":1765411200,"owned_by":"o"}]}' -Basic
        foreach ($list in $basic, (Get-Copy $basic CliXml), (Get-Copy $basic Json)) {
            $changes = Compare-NanoGptModel $list $today -WarningVariable warnings -WarningAction SilentlyContinue
            $changes | ForEach-Object { "$_" } | Should -Be 'new: Added', 'dear: OwnedBy another -> o'
            $warnings.Count | Should -Be 1
            "$warnings" | Should -BeLike '*Created and OwnedBy*Get-NanoGptModel -Detailed*'
        }
    }

    It 'does not report values that a copy lost as changes' {
        $shallow = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($lastWeek, 1))
        $changes = Compare-NanoGptModel $shallow $today -WarningVariable warnings -WarningAction SilentlyContinue
        $changes | ForEach-Object { "$_" } | Should -Be $expected.Where{ $_ -notlike '*Vision*' }
        "$warnings" | Should -BeLike '*not compared*Architecture, Capabilities, *Pricing, Subscription.*'
        $picked = $lastWeek | Select-Object Id, PromptPrice, CompletionPrice
        Compare-NanoGptModel $picked $today -WarningAction SilentlyContinue | ForEach-Object { "$_" } | Should -Be $expected[0..2]
    }

    It 'uses the last of several models with the same id, and warns' {
        $twice = @($lastWeek) + @($today)
        Compare-NanoGptModel $twice $twice -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings.Count | Should -Be 2
        "$($warnings[0])" | Should -BeLike 'The reference list*dear*same*'
        (Compare-NanoGptModel $twice $today -WarningAction SilentlyContinue).Id | Should -Be 'gone'
    }

    It 'reports each object that is not a model, and continues' {
        $changes = Compare-NanoGptModel (@('text') + $lastWeek) (@($today) + 7 + $null) -ErrorVariable errors -ErrorAction SilentlyContinue
        $changes.Count | Should -Be $expected.Count
        $errors.Count | Should -Be 3
        $errors.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'NotAModel,NanoGpt.Cmdlets.CompareNanoGptModelCommand'
        $errors.Exception.Message | Should -BeLike '*is not a NanoGpt.Model or a deserialized copy of one*'
    }

    It 'handles objects that contain themselves' {
        $cyclic = [pscustomobject]@{ Id = 'a'; AdditionalProperties = [pscustomobject]@{ self = $null } }
        $cyclic.AdditionalProperties.self = $cyclic
        $list = [Collections.ArrayList]::new()
        foreach ($i in 1..10) { $null = $list.Add($list) }
        $table = @{ Id = 'b'; CostEstimate = $list; Capabilities = $cyclic }
        $table.AdditionalProperties = $table
        Compare-NanoGptModel $cyclic $cyclic | Should -BeNullOrEmpty
        Compare-NanoGptModel $cyclic, $table $table, $cyclic | Should -BeNullOrEmpty
        (Get-ThrownError { Compare-NanoGptModel (, $list) $today }).FullyQualifiedErrorId | Should -BeLike 'NotAModel,*'
    }
}

Describe 'The view of changes' {
    BeforeAll { $changes = Compare-NanoGptModel $lastWeek $today }

    It 'is a table with the percentage first, at <_> columns' -ForEach 80, 120 {
        $lines = ($changes | Get-Screen -Width $_).TrimEnd() -split '\r?\n' | Where-Object { $_ }
        $lines[0] | Should -Match '^ +Change +Property, before -> after +Id$'
        $lines[2] | Should -Match '^ +added +new$'
        $lines[3] | Should -Match '^ removed +gone$'
        $lines[4] | Should -Match '^ +\+25\.0% +CompletionPrice 2\.000 -> 2\.500 +dear$'
        $lines[5] | Should -Match '^ changed +Vision yes -> no +dear$'
        $lines[6] | Should -Match '^ \+150\.0% +ContextLength 400,000 -> 1,000,000 +dear$'
    }

    It 'shows that a price is unknown' {
        $free = Get-ModelFromBody '{"data":[{"id":"same","created":1765411200,"owned_by":"o","name":"Same","pricing":{"prompt":0.05}}]}'
        $text = Compare-NanoGptModel $lastWeek $free -Property *Price | Get-Screen
        $text | Should -Match '(?m)^ +-50\.0% PromptPrice 0\.100 -> 0\.050 +same\r?$'
        $text | Should -Match '(?m)^ changed CompletionPrice 0\.300 -> unknown +same\r?$'
    }

    It 'is a list with Format-List' {
        $lines = ($changes[2] | Format-List | Get-Screen).Trim() -split '\r?\n' -replace ' +', ' '
        $lines | Should -Be 'Id : dear', 'Change : Changed', 'Property : CompletionPrice', 'Before : 2.000', 'After : 2.500', 'Percent : +25.0%'
        ($changes[0] | Format-List | Get-Screen).Trim() -split '\r?\n' -replace ' +', ' ' | Should -Be 'Id : new', 'Change : Added'
    }

    It 'is the same for copies' {
        $copies = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($changes))
        $copies | Get-Screen | Should -Be ($changes | Get-Screen)
        $copies | Format-List | Get-Screen | Should -Be ($changes | Format-List | Get-Screen)
    }

    It 'sanitizes text of the service' {
        $unsafe = Get-ModelFromBody (@{ data = @(@{ id = "same$($esc)[2J"; name = "n$($esc)[2J" }, @{ id = 'same'; name = "n$($esc)]0;x`a"; pricing = @{ currency = "$($esc)[2J" } }) } | ConvertTo-Json -Depth 4)
        $found = Compare-NanoGptModel $lastWeek $unsafe
        foreach ($screen in ($found | Get-AnsiScreen), ($found | Format-List | Get-AnsiScreen)) {
            $screen -split '\r?\n' -match '\p{Cc}' | Should -BeNullOrEmpty
        }
        $found.Id | Should -Contain "same$($esc)[2J"
        $null = Compare-NanoGptModel (@($unsafe) + $unsafe) $lastWeek -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings.Message) -match '\p{Cc}' | Should -BeNullOrEmpty
    }
}
