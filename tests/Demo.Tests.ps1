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
        $text | Should -BeLike '*The API key is invalid*'
    }
}
