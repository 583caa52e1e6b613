<#
.SYNOPSIS
    Builds, tests, and packs the NanoGpt module.
.DESCRIPTION
    Build      Builds the module into out/NanoGpt, ready to import.
    Test       Builds, and runs all tests: xunit, the build for Windows PowerShell
               (on .NET Framework or Mono), and Pester in new PowerShell processes.
    Coverage   Builds, runs the xunit tests, and shows how many lines of the module they
               cover.
    Demo       Builds, and demonstrates the module against a local sandbox.
    Benchmark  Builds, compares the performance of the module with Invoke-RestMethod, and
               updates docs/benchmarks.md.
    Help       Generates the help XML from docs/en-US with PlatyPS, and builds.
    Pictures   Builds, and writes the pictures of the README and their text from the current
               output of the module.
    Fuzz       Builds, and runs the fuzz tests with ten times as many mutated responses as
               the Test task and with a new random seed.
    Soak       Builds, lists models 10,000 times in one process, and updates the resource
               usage in docs/reliability.md.
    Pack       Builds, and creates the package for the PowerShell Gallery in out.
    Clean      Removes all build output.
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Coverage', 'Demo', 'Benchmark', 'Help', 'Pictures', 'Fuzz', 'Soak', 'Pack', 'Clean')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'tests/Support/FreshPowerShell.psm1') -Scope Local

# build.cs defines the tasks. It runs scripts in the PowerShell that runs this one.
$program, $options = Get-FreshPowerShell
Push-Location $PSScriptRoot
try { dotnet run build.cs -- $Task --powershell $program @options }
finally { Pop-Location }
exit $LASTEXITCODE
