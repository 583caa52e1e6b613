# Tests with commands that the PowerShell engine alone does not have. The others are engine tests.

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
    It 'returns the same costs for models that are copies from JSON' {
        $costs, $copies = foreach ($list in $models, (Get-Copy $models Json)) {
            , ($list | Measure-NanoGptModelCost -PromptTokens 3000 -CompletionTokens 700 -Requests 11 -WarningAction SilentlyContinue)
        }
        $copies.Id | Should -Be $models.Id
        $copies.TotalCost | Should -Be $costs.TotalCost
        $copies[0].TotalCost | Should -BeOfType decimal
    }
}

Describe 'The view of costs with Format-List' {
    It 'is a list, and the same for copies' {
        $costs = $models | Where-Object Id -EQ openai/gpt-5.2 | Measure-NanoGptModelCost 1000000 2500
        $text = $costs | Format-List | Get-Screen
        $text | Should -Match '(?m)^TotalCost +: 1\.785000\r?$'
        $text | Should -Match '(?m)^Currency +: USD\r?$'
        Get-Copy $costs CliXml | Format-List | Get-Screen | Should -Be $text
    }
}
