# Demonstrates the module against a sandbox: shows each command as a user types it, and its output. ./build.sh demo runs this script in
# PowerShell, or in the PowerShell engine of samples/Demo, which has no modules of PowerShell itself.
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', 'BaseUri', Justification = 'A step uses it.')]
[CmdletBinding()]
param(
    # The address of the sandbox.
    [Parameter(Mandatory)] [string] $BaseUri
)

$ErrorActionPreference = 'Stop'
$env:NANOGPT_API_KEY = $env:NANO_GPT_API_KEY = $env:NANOGPT_SESSION_COOKIE = $env:NANOGPT_BASE_URL = $null

$isEngineOnly = -not (Get-Command Out-String -ErrorAction Ignore)

# The API key and the session cookie of an account in the sandbox; they are not valid elsewhere.
$key = [Net.NetworkCredential]::new('', 'sk-nano-00000000-0000-4000-8000-00000000a11c').SecurePassword

$cookie = [Net.NetworkCredential]::new('', 'session=sandbox-subscriber-00000000a11c').SecurePassword

# An API key that the sandbox rejects.
$wrongKey = 'sk-nano-ffffffff-0000-4000-8000-000000000000'

function Show-Command([string] $Title, [scriptblock] $Command) {
    ''
    "# $Title"
    "$Command".Trim() -split '\r?\n' | ForEach-Object { "PS> $($_.Trim())" }
}

function Show-Output {
    # The width of the tables, independent of the terminal. The host of the engine has this width.
    if ($isEngineOnly) { $input | Out-Default }
    else { ($input | Out-String -Width 120).TrimEnd() }
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
    throw "'$Command' did not fail; expected $ExpectedId."
}

Show-Step 'Import the module' {
    Import-Module ./out/NanoGpt
    Get-Command -Module NanoGpt
}
Show-Step 'Store an API key for this session; it is masked from now on' {
    Connect-NanoGpt -ApiKey $key -BaseUri $BaseUri
    Get-NanoGptSession
}
Show-Step 'List the models that are visible in this account' {
    Get-NanoGptModel -Scope Personalized -Detailed
}
Show-Step 'Find the models that accept images and cost at most 10 USD per million tokens' {
    Get-NanoGptModel -Scope Personalized -Detailed | Where-Object { $_.Capabilities.Vision -and $_.CompletionPrice -le 10 }
}
Show-Step 'Get one model' {
    Get-NanoGptModel google/gemini-3.5-flash -Detailed
}
Show-Step 'Estimate the cost of a thousand requests' {
    Get-NanoGptModel 'openai/*', 'google/*' -Detailed | Measure-NanoGptModelCost -PromptTokens 3000 -CompletionTokens 500 -Requests 1000
}
Show-Step 'Read the visibility preferences, which require the session cookie of the website' {
    Connect-NanoGpt -SessionCookie $cookie
    Get-NanoGptModelVisibility *gpt*, *coding*
}
Show-Step 'Change preferences; all others are preserved' {
    Get-NanoGptModel -Search gemini -Scope Subscription | Set-NanoGptModelVisibility -Visible $true -Category Vision -PassThru
}
Show-Error 'An invalid API key: the error says what to do' -ExpectedId Unauthorized {
    Get-NanoGptModel -Scope Personalized -ApiKey $wrongKey
}
Show-Error 'A misspelled id: the error suggests similar ids' -ExpectedId ModelNotFound {
    Get-NanoGptModel openai/gpt-5.22
}
''
'The demo is complete. It used no account and no network.'
if ($isEngineOnly) {
    'It ran in the PowerShell engine; a full PowerShell adds a prompt and its own commands, such as Sort-Object, Format-List, and Export-Csv.'
}
