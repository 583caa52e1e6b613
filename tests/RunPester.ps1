# Runs the Pester tests in this process and leaves their counts in a file. build.ps1 starts it in a fresh PowerShell.
[CmdletBinding()]
param(
    # Pester's module file.
    [Parameter(Mandatory)] [string] $Pester,
    # The JSON file for the counts.
    [Parameter(Mandatory)] [string] $Results,
    # The module's folder.
    [Parameter(Mandatory)] [string] $Module,
    # Leaves out what looks at the project and not at the module.
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

# A file or a block that could not even be set up is a failure too, though Pester counts it apart.
[ordered]@{
    Passed  = $run.PassedCount
    Failed  = $run.FailedCount + $run.FailedContainersCount + $run.FailedBlocksCount
    Skipped = $run.SkippedCount + $run.NotRunCount
} | ConvertTo-Json | Set-Content $Results
