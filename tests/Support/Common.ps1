# Dot-source this file in BeforeAll of each Pester file. It imports the built module, starts a sandbox ($sandbox), defines the
# credentials of the sandbox, and removes the user's credentials from the environment.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'SandboxProcess.psm1'), (Join-Path $PSScriptRoot 'FreshPowerShell.psm1')

$credentialVariables = 'NANOGPT_API_KEY', 'NANO_GPT_API_KEY', 'NANOGPT_SESSION_COOKIE', 'NANOGPT_BASE_URL'
foreach ($variable in $credentialVariables) { Set-Item "env:$variable" $null }

# The module specified for RunPester.ps1, or the built module.
$modulePath = if ($env:NANOGPT_TEST_MODULE) { $env:NANOGPT_TEST_MODULE } else { (Resolve-Path (Join-Path $PSScriptRoot '../../out/NanoGpt')).Path }
Import-Module $modulePath

$subscriberKey = 'sk-nano-00000000-0000-4000-8000-00000000a11c'
$payerKey = 'sk-nano-00000000-0000-4000-8000-0000000000b0'
$unknownKey = 'sk-nano-ffffffff-0000-4000-8000-00000000dead'
$subscriberCookie = 'session=sandbox-subscriber-00000000a11c'
$esc = [char] 0x1B # Windows PowerShell does not support `e.
$sandbox = Start-Sandbox

function Get-ThrownError([scriptblock] $Command) {
    # Returns the error record of the terminating error.
    try { $null = & $Command } catch { return $_ }
    throw "'$Command' did not fail."
}

function Wait-Until([scriptblock] $Condition) {
    # The timeout only prevents a failing test from waiting forever.
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalMinutes -gt 1) { throw "Timeout while waiting for: $Condition" }
        Start-Sleep -Milliseconds 20
    }
}

function New-Fault([string] $Fault, $Server = $sandbox) {
    # The tag makes the URI unique, so that it has its own request count.
    Get-SandboxFault $Server "$Fault,tag=$(New-Guid)"
}

function Get-Sent {
    # Returns the changes that the sandbox has received.
    Get-SandboxRequest $sandbox | Where-Object method -EQ POST
}

function Get-Screen {
    # Returns the input as displayed, without colors.
    param([int] $Width = 120, [string] $Rendering = 'PlainText')

    # Windows PowerShell has no $PSStyle.
    $style = if (Test-Path variable:PSStyle) { $PSStyle } else { [pscustomobject]@{ OutputRendering = $null } }
    $before = $style.OutputRendering
    try {
        $style.OutputRendering = $Rendering
        $input | Out-String -Width $Width
    }
    finally { $style.OutputRendering = $before }
}

function Get-AnsiScreen {
    # Returns the input as a terminal receives it, without PowerShell's colors. With PlainText, PowerShell would remove more.
    param([int] $Width = 300)

    ($input | Get-Screen -Width $Width -Rendering Ansi) -replace '\e\[[\d;]*m'
}

function Invoke-InCulture([string] $Name, [scriptblock] $Command) {
    # Runs a command in another culture.
    $before = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = $Name
    try { & $Command }
    finally { [cultureinfo]::CurrentCulture = $before }
}

function Get-Copy($Object, [string] $Kind) {
    # Returns the objects, or deserialized copies of them.
    switch ($Kind) {
        'Live' { $Object }
        'CliXml' {
            $Object | Export-Clixml (Join-Path $TestDrive 'copy.xml')
            Import-Clixml (Join-Path $TestDrive 'copy.xml')
        }
        'Json' { $Object | ConvertTo-Json -Depth 9 | ConvertFrom-Json }
        default { throw "Unknown kind of copy: $Kind" }
    }
}
