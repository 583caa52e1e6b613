# What every Pester file begins with: dot-sourced in its BeforeAll. Gives the built module, a sandbox of the file's own in
# $sandbox, and the keys the sandbox knows; no credentials of whoever runs the tests.

$ErrorActionPreference = 'Stop'

Import-Module (Join-Path $PSScriptRoot 'SandboxProcess.psm1'), (Join-Path $PSScriptRoot 'FreshPowerShell.psm1')

$credentialVariables = 'NANOGPT_API_KEY', 'NANO_GPT_API_KEY', 'NANOGPT_SESSION_COOKIE', 'NANOGPT_BASE_URL'
foreach ($variable in $credentialVariables) { Set-Item "env:$variable" $null }

# The module as it was built, or the one that RunPester.ps1 was given.
$modulePath = if ($env:NANOGPT_TEST_MODULE) { $env:NANOGPT_TEST_MODULE } else { (Resolve-Path (Join-Path $PSScriptRoot '../../out/NanoGpt')).Path }
Import-Module $modulePath

$subscriberKey = 'sk-nano-00000000-0000-4000-8000-00000000a11c'
$payerKey = 'sk-nano-00000000-0000-4000-8000-0000000000b0'
$unknownKey = 'sk-nano-ffffffff-0000-4000-8000-00000000dead'
$subscriberCookie = 'session=sandbox-subscriber-00000000a11c'
$esc = [char] 0x1B # Windows PowerShell knows no `e.
$sandbox = Start-Sandbox

function Get-ThrownError([scriptblock] $Command) {
    # The error record that a command ends with.
    try { $null = & $Command } catch { return $_ }
    throw "'$Command' did not fail."
}

function Wait-Until([scriptblock] $Condition) {
    # The deadline only keeps a failure from lasting for ever.
    $watch = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($watch.Elapsed.TotalMinutes -gt 1) { throw "It never came true: $Condition" }
        Start-Sleep -Milliseconds 20
    }
}

function New-Fault([string] $Fault, $Server = $sandbox) {
    # An address with a fault of its own: another's tries do not count for it.
    Get-SandboxFault $Server "$Fault,tag=$(New-Guid)"
}

function Get-Sent {
    # The changes that have reached the sandbox.
    Get-SandboxRequest $sandbox | Where-Object method -EQ POST
}

function Get-Screen {
    # What a person sees, without colours.
    param([int] $Width = 120, [string] $Rendering = 'PlainText')

    # Windows PowerShell knows no colours here.
    $style = if (Test-Path variable:PSStyle) { $PSStyle } else { [pscustomobject]@{ OutputRendering = $null } }
    $before = $style.OutputRendering
    try {
        $style.OutputRendering = $Rendering
        $input | Out-String -Width $Width
    }
    finally { $style.OutputRendering = $before }
}

function Get-ColouredScreen {
    # What a terminal gets, but for PowerShell's own colours; without colours PowerShell would take out more than those.
    param([int] $Width = 300)

    ($input | Get-Screen -Width $Width -Rendering Ansi) -replace '\e\[[\d;]*m'
}

function Invoke-InCulture([string] $Name, [scriptblock] $Command) {
    # What a command gives where the user's language and formats are others.
    $before = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = $Name
    try { & $Command }
    finally { [cultureinfo]::CurrentCulture = $before }
}

function Get-Copy($Object, [string] $Kind) {
    # Objects as they are, or as they come back from a file.
    switch ($Kind) {
        'Live' { $Object }
        'CliXml' {
            $Object | Export-Clixml (Join-Path $TestDrive 'copy.xml')
            Import-Clixml (Join-Path $TestDrive 'copy.xml')
        }
        'Json' { $Object | ConvertTo-Json -Depth 9 | ConvertFrom-Json }
        default { throw "There is no copy that is $Kind." }
    }
}
