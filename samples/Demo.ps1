# Shows the module at work against a sandbox: each command as a person would type it, and what comes back.
# build.ps1 -Task Demo starts it in a fresh PowerShell.
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'BaseUri', Justification = 'A step uses it.')]
[CmdletBinding()]
param(
    # Where the sandbox is.
    [Parameter(Mandatory)] [string] $BaseUri
)

$ErrorActionPreference = 'Stop'
$env:NANOGPT_API_KEY = $env:NANO_GPT_API_KEY = $env:NANOGPT_SESSION_COOKIE = $env:NANOGPT_BASE_URL = $null

# The sandbox's own key and cookie; they open nothing else.
$key = [Net.NetworkCredential]::new('', 'sk-nano-00000000-0000-4000-8000-00000000a11c').SecurePassword

$cookie = [Net.NetworkCredential]::new('', 'session=sandbox-subscriber-00000000a11c').SecurePassword

# The sandbox knows no such key.
$wrongKey = 'sk-nano-ffffffff-0000-4000-8000-000000000000'

function Show-Command([string] $Title, [scriptblock] $Command) {
    ''
    "# $Title"
    "$Command".Trim() -split '\r?\n' | ForEach-Object { "PS> $($_.Trim())" }
}

function Show-Output {
    # As wide as the tables, whatever the screen.
    ($input | Out-String -Width 120).TrimEnd()
}

function Show-Step([string] $Title, [scriptblock] $Command) {
    Show-Command $Title $Command
    . $Command | Show-Output
}

function Show-Error([string] $Title, [scriptblock] $Command, [string] $ExpectedId) {
    Show-Command $Title $Command
    try { $null = . $Command }
    catch {
        if ($_.FullyQualifiedErrorId -notlike "$ExpectedId,*") { throw }
        $_ | Show-Output
        return
    }
    throw "'$Command' was to fail with $ExpectedId, and did not fail."
}

Show-Step 'The module, as it will be installed' {
    Import-Module ./out/NanoGpt
    Get-Command -Module NanoGpt | Select-Object Name, Version
}
Show-Step 'A key for this session; nothing shows it again' {
    Connect-NanoGpt -ApiKey $key -BaseUri $BaseUri
    Get-NanoGptSession
}
Show-Step 'The models this account has marked visible' {
    Get-NanoGptModel -Scope Personalized -Detailed
}
Show-Step 'Those that see pictures, the cheapest first' {
    Get-NanoGptModel -Scope Personalized -Detailed | Where-Object { $_.Capabilities.Vision } | Sort-Object CompletionPrice | Select-Object -First 3
}
Show-Step 'One model in full' {
    Get-NanoGptModel google/gemini-3.5-flash -Detailed | Format-List
}
Show-Step 'What a thousand requests would cost, the cheapest first' {
    Get-NanoGptModel 'openai/*', 'google/*' -Detailed | Measure-NanoGptModelCost -PromptTokens 3000 -CompletionTokens 500 -Requests 1000 | Sort-Object TotalCost
}
Show-Step 'What the account has saved about models; the website''s session cookie opens it' {
    Connect-NanoGpt -SessionCookie $cookie
    Get-NanoGptModelVisibility *gpt*, *coding*
}
Show-Step 'A change of it, which loses nothing else' {
    Get-NanoGptModel -Search gemini -Scope Subscription | Set-NanoGptModelVisibility -Visible $true -Category Vision -PassThru
}
Show-Error 'A wrong key: the error says what to do' -ExpectedId Unauthorized {
    Get-NanoGptModel -Scope Personalized -ApiKey $wrongKey
}
Show-Error 'A typo: the error names it' -ExpectedId ModelNotFound {
    Get-NanoGptModel openai/gpt-5.22
}
''
'That was all of it: no account, no network.'
