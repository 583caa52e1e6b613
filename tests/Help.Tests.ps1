# Runs the examples that use commands that the PowerShell engine alone does not have. HelpExampleTests runs the others.

BeforeDiscovery {
    $file = "$PSScriptRoot/../src/NanoGpt.PowerShell/en-US/NanoGpt.PowerShell.dll-Help.xml"
    $examples = @(& "$PSScriptRoot/Support/HelpExamples.ps1" (Resolve-Path $file).Path | Where-Object { -not $_.RunsInEngine } |
            ForEach-Object { @{ Cmdlet = $_.Cmdlet; Title = $_.Title; Code = $_.Code } })
}
BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'An example in the help' {
    BeforeAll {
        $modulePathBefore = $env:PSModulePath
        $env:PSModulePath = (Split-Path $modulePath), $env:PSModulePath -join [IO.Path]::PathSeparator
        $env:NANOGPT_BASE_URL = $sandbox.BaseUri
        $env:NANOGPT_API_KEY = $subscriberKey
        $env:NANOGPT_SESSION_COOKIE = $subscriberCookie
        # A substitute for a vault.
        $vault = {
            function Get-Secret([string] $Name) {
                $secret = switch ($Name) {
                    NanoGpt { $env:NANOGPT_API_KEY }
                    NanoGptAtHome { 'sk-nano-00000000-0000-4000-8000-0000000000b0' }
                    NanoGptCookie { $env:NANOGPT_SESSION_COOKIE }
                    NanoGptCookieAtHome { 'session=sandbox-payer-0000000000b0' }
                    default { throw "There is no secret '$Name' in this vault." }
                }
                [Net.NetworkCredential]::new('', $secret).SecurePassword
            }
        }
    }
    AfterAll {
        $env:PSModulePath = $modulePathBefore
        foreach ($variable in $credentialVariables) { Set-Item "env:$variable" $null }
    }

    It 'for the cheapest models returns the free model first, and none with an unknown price' {
        $body = '{"data":[{"id":"unknown","capabilities":{"vision":true}},{"id":"dear","capabilities":{"vision":true},"pricing":{"prompt":1,"completion":1}},' +
            '{"id":"free","capabilities":{"vision":true},"pricing":{"prompt":0,"completion":0}}]}'
        Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body)
        $about = (Get-Content -Raw "$modulePath/en-US/about_NanoGpt.help.txt") -replace '(?s).*\nEXAMPLES.*?:' -replace '(?s)\nKEYWORDS.*'
        $example = (Get-Help Get-NanoGptModel).examples.example.code -match 'Sort-Object CompletionPrice'
        foreach ($code in $about, $example) {
            (& ([scriptblock]::Create($code))).Id | Should -Be 'free', 'dear'
        }
        Disconnect-NanoGpt
    }

    It 'runs unchanged: <Cmdlet>, <Title>' -ForEach $examples {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript($vault).AddStatement().AddCommand('Set-Location').AddArgument($folder.FullName).Invoke()
            $shell.Commands.Clear()
            # Formats the output, as an interactive prompt does.
            $null = $shell.AddScript($Code).AddCommand('Out-String').Invoke()
            $shell.Streams.Error | ForEach-Object { "$_" } | Should -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
    }
}
