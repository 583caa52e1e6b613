# Tests with commands that the PowerShell engine alone does not have. The others are engine tests.

BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    Connect-NanoGpt -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Get-NanoGptModel' {
    It 'filters and sorts as the first example of the design does' {
        $models = Get-NanoGptModel -Scope Personalized -Detailed | Where-Object { $_.Capabilities.Vision } | Sort-Object CompletionPrice
        $models[0].Id | Should -Be 'x-ai/grok-4.3'
        $models.Count | Should -Be 5
    }

    It 'stops the request and shows it with -Verbose if Select-Object -First stops the pipeline' {
        Connect-NanoGpt -BaseUri (New-Fault 'hold-after-models=4')
        # The rest of the list never arrives.
        $lines = & { Get-NanoGptModel -Verbose | Select-Object -First 2 } 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }
        "$lines" | Should -BeLike '*HTTP 200, 2 models*'
        Wait-Until { Get-SandboxRequest $sandbox | Where-Object { $_.aborted } }
    }
}
