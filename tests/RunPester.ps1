# Runs the Pester tests in this process and writes their counts to a file. build.ps1 starts it in a new PowerShell process.
[CmdletBinding()]
param(
    # The module file of Pester.
    [Parameter(Mandatory)] [string] $Pester,
    # The JSON file for the counts.
    [Parameter(Mandatory)] [string] $Results,
    # The folder of the module.
    [Parameter(Mandatory)] [string] $Module,
    # Omits the files that test the project instead of the module.
    [switch] $ModuleOnly
)

$ErrorActionPreference = 'Stop'
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
[ordered]@{
    Passed  = $run.PassedCount
    Failed  = $run.FailedCount + $run.FailedContainersCount + $run.FailedBlocksCount
    Skipped = $run.SkippedCount + $run.NotRunCount
} | ConvertTo-Json | Set-Content $Results
