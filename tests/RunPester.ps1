# Runs the Pester tests in this process. The last line has their counts. build.cs starts it in a new PowerShell process.
[CmdletBinding()]
param(
    # The module file of Pester.
    [Parameter(Mandatory)] [string] $Pester,
    # The folder of the module.
    [Parameter(Mandatory)] [string] $Module,
    # Omits the files that test the project instead of the module.
    [switch] $ModuleOnly
)

$ErrorActionPreference = 'Stop'
if ($ModuleOnly -and [Environment]::Version.Major -lt 10) {
    'Not run: the Pester tests on the build for Windows PowerShell. This PowerShell uses that build anyway, or has older assemblies. Use PowerShell 7.6 or later.'
    '0 passed, 0 failed, 0 skipped'
    return
}
"Pester tests of the module in $Module`:"
Import-Module $Pester
$env:NANOGPT_TEST_MODULE = $Module

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
if ($ModuleOnly) {
    $configuration.Run.ExcludePath = 'Analyzer', 'Demo', 'FindPester', 'HelpPages', 'Package', 'SandboxProcess' |
        ForEach-Object { Join-Path $PSScriptRoot "$_.Tests.ps1" }
}
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.StackTraceVerbosity = 'Filtered'
$run = Invoke-Pester -Configuration $configuration

# Pester counts files and blocks whose setup fails separately. They are failures, too.
$failed = $run.FailedCount + $run.FailedContainersCount + $run.FailedBlocksCount
"$($run.PassedCount) passed, $failed failed, $($run.SkippedCount + $run.NotRunCount) skipped"
