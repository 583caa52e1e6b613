BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    function Invoke-Demo([string] $BaseUri) {
        $demo = Join-Path $PSScriptRoot '../samples/Demo.ps1'
        Push-Location (Join-Path $PSScriptRoot '..')
        try { Invoke-FreshPowerShell $demo -BaseUri $BaseUri 2>&1 | Out-String }
        finally { Pop-Location }
    }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'The demo' {
    It 'shows the main workflow' {
        $text = Invoke-Demo $sandbox.BaseUri
        $LASTEXITCODE | Should -Be 0
        $text | Should -Match 'PS> Get-NanoGptModel -Scope Personalized -Detailed\s+Id +In \$/M'
        $text | Should -BeLike '*Where-Object*'
        $text | Should -Match 'ContextLength +: '
        $text | Should -BeLike '*The API key is invalid*'
    }

    It 'fails if a step fails' {
        $null = Invoke-Demo (Get-SandboxFault $sandbox 'status=503')
        $LASTEXITCODE | Should -Be 1
        # A step that should fail does not.
        $null = Invoke-Demo (New-SandboxResponse $sandbox '{"data":[{"id":"google/gemini-3.5-flash"}]}')
        $LASTEXITCODE | Should -Be 1
    }
}
