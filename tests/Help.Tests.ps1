BeforeDiscovery {
    $help = [xml] (Get-Content -Raw "$PSScriptRoot/../src/NanoGpt.PowerShell/en-US/NanoGpt.PowerShell.dll-Help.xml")
    $examples = foreach ($command in $help.helpItems.command) {
        foreach ($example in $command.examples.example) { @{ Cmdlet = $command.details.name; Title = $example.title; Code = $example.code } }
    }
    $cmdlets = $help.helpItems.command.details.name
}
BeforeAll { . "$PSScriptRoot/Support/Common.ps1" }
AfterAll { Stop-Sandbox $sandbox }

Describe 'Get-Help' {
    It 'finds the help of <_>' -ForEach $cmdlets {
        $help = Get-Help $_
        $help.Synopsis | Should -Not -BeLike "*$_*"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        # The address for -Online.
        @($help.relatedLinks.navigationLink)[0].uri | Should -BeLike 'https://*'
    }

    It 'shows the title, command, and description of each example' {
        $text = Get-Help Get-NanoGptModel -Examples | Get-Screen -Width 80
        $text | Should -Match '(?m)^ +Example 2: List the models of the account with prices and limits\s+Get-NanoGptModel -Scope Personalized -Detailed\s+The personalized list needs an API key\.\r?$'
        $text | Should -Not -Match '```|\{\{'
    }

    It 'wraps a paragraph at <_> columns' -ForEach 60, 80, 120 {
        $width = $_
        # In the invariant culture, PowerShell wraps within words.
        $text = Invoke-InCulture en-US { Get-Help Set-NanoGptModelVisibility -Full | Get-Screen -Width $width }
        $text -match '(?s)\nDESCRIPTION\r?\n(.+?)\r?\n\S' | Should -BeTrue
        foreach ($paragraph in $Matches[1].TrimEnd() -split '\r?\n *\r?\n') {
            $lines = @($paragraph -split '\r?\n' | ForEach-Object TrimEnd)
            for ($i = 1; $i -lt $lines.Count; $i++) {
                # A line may end only if the next word does not fit.
                $word = ($lines[$i].Trim() -split ' ')[0]
                "$($lines[$i - 1]) $word".Length | Should -BeGreaterOrEqual $width
            }
        }
    }

    It 'shows type and default of each parameter' {
        $text = Get-Help Connect-NanoGpt -Parameter TimeoutSec | Get-Screen
        $text | Should -Match '-TimeoutSec <System\.Int32>'
        $text | Should -Match 'Default value +100'
    }

    It 'finds <_>' -ForEach 'about_NanoGpt', 'about_NanoGpt_Catalogs', 'about_NanoGpt_Credentials' {
        Get-Help $_ | Out-String | Should -Match "TOPIC\s+$_\s"
    }
}

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
