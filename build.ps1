<#
.SYNOPSIS
    Builds, tests, and packs the NanoGpt module.
.DESCRIPTION
    Build      Builds the module into out/NanoGpt, ready to import.
    Test       Builds, and runs all tests: xunit, the build for Windows PowerShell
               (on .NET Framework or Mono), and Pester in a new PowerShell process.
    Demo       Builds, and demonstrates the module against a local sandbox.
    Benchmark  Builds, compares the performance of the module with Invoke-RestMethod, and
               updates docs/benchmarks.md.
    Help       Generates the help XML from docs/en-US with PlatyPS, and builds.
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
    [ValidateSet('Build', 'Test', 'Demo', 'Benchmark', 'Help', 'Fuzz', 'Soak', 'Pack', 'Clean')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
foreach ($name in 'FindPester', 'FreshPowerShell', 'SandboxProcess') {
    Import-Module (Join-Path $PSScriptRoot "tests/Support/$name.psm1") -Scope Local
}

$out = Join-Path $PSScriptRoot 'out'

function Invoke-Tool {
    # Runs a program, and throws if it fails.
    $program, [string[]] $arguments = $args
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program $arguments failed with exit code $LASTEXITCODE." }
}

function Invoke-Build {
    Invoke-Tool dotnet build NanoGpt.sln --configuration Release --nologo --verbosity quiet
}

function Invoke-XunitTest([string] $Project) {
    $results = Join-Path $out "test-results/$Project.trx"
    if (Test-Path $results) { Remove-Item $results }
    dotnet test "tests/$Project" --configuration Release --no-build --nologo --logger "trx;LogFileName=$results" | Out-Host
    if (-not (Test-Path $results)) { throw "The tests in $Project did not run." }
    $counters = ([xml](Get-Content -Raw $results)).TestRun.ResultSummary.Counters
    [pscustomobject]@{
        Passed  = [int] $counters.passed
        Failed  = [int] $counters.executed - [int] $counters.passed
        Skipped = [int] $counters.total - [int] $counters.executed
    }
    if ($LASTEXITCODE -ne 0 -and [int] $counters.passed -eq [int] $counters.executed) {
        throw "dotnet test failed with exit code $LASTEXITCODE."
    }
}

function Invoke-DesktopCheck {
    $program = Join-Path $PSScriptRoot 'tests/NanoGpt.Desktop.Check/bin/Release/net472/NanoGpt.Desktop.Check.exe'
    $command = if ([Environment]::OSVersion.Platform -eq 'Win32NT') { @($program) } else { 'mono', $program }
    if (-not (Get-Command $command[0] -ErrorAction Ignore)) {
        Write-Host 'Not run: the checks of the build for Windows PowerShell. They require Mono in place of .NET Framework. Install mono-complete, and run this task again.'
        return
    }
    $name, $arguments = $command
    & $name $arguments | Tee-Object -Variable lines | Out-Host
    if ("$($lines | Select-Object -Last 1)" -notmatch '^(\d+) passed, (\d+) failed$') { throw 'The checks of the build for Windows PowerShell did not complete.' }
    [pscustomobject]@{ Passed = [int] $Matches[1]; Failed = [int] $Matches[2]; Skipped = 0 }
}

function Invoke-PesterTest {
    $pester = Find-Pester (Join-Path $out 'modules')
    if (-not $pester) {
        Write-Host 'Not run: the Pester tests. Pester 5.5 or later is not installed and could not be downloaded. Run Install-Module Pester, and run this task again.'
        return
    }
    Invoke-Pester $pester (Join-Path $out 'NanoGpt')
    if ($PSVersionTable.PSEdition -ne 'Core') { return }
    if ([Environment]::Version.Major -ge 10) { Invoke-Pester $pester (Copy-WindowsModule) '-ModuleOnly' }
    else { Write-Host 'Not run: the Pester tests on the build for Windows PowerShell. Its assemblies are newer than those of this PowerShell. Use PowerShell 7.6 or later.' }
}

function Invoke-Pester([string] $Pester, [string] $Module, [string[]] $Option = @()) {
    Write-Host "Pester tests of the module in $Module`:"
    $results = Join-Path $out 'test-results/pester.json'
    if (Test-Path $results) { Remove-Item $results }
    Invoke-Tool Invoke-FreshPowerShell tests/RunPester.ps1 -Pester $Pester -Results $results -Module $Module @Option | Out-Host
    Get-Content -Raw $results | ConvertFrom-Json
}

function Copy-WindowsModule {
    # Copies the module so that every PowerShell loads its build for Windows PowerShell.
    $folder = Join-Path $out 'netstandard2.0'
    if (Test-Path $folder) { Remove-Item -Recurse $folder }
    $null = New-Item -ItemType Directory $folder
    Copy-Item -Recurse (Join-Path $out 'NanoGpt') $folder
    $manifest = Join-Path $folder 'NanoGpt/NanoGpt.psd1'
    (Get-Content -Raw $manifest).Replace('$PSEdition', 'Desktop') | Set-Content $manifest
    Split-Path $manifest
}

function Invoke-Test {
    $null = New-Item -ItemType Directory -Force (Join-Path $out 'test-results')
    $counts = @(
        Invoke-XunitTest NanoGpt.Client.Tests
        Invoke-XunitTest NanoGpt.PowerShell.Tests
        Invoke-DesktopCheck
        Invoke-PesterTest
    )
    $total = $counts | Measure-Object -Sum Passed, Failed, Skipped
    $passed, $failed, $skipped = $total.Sum
    "$passed passed, $failed failed, $skipped skipped"
    if ($failed -gt 0 -or $passed -eq 0) { exit 1 }
}

function Invoke-Demo {
    $sandbox = Start-Sandbox
    try { Invoke-Tool Invoke-FreshPowerShell samples/Demo.ps1 -BaseUri $sandbox.BaseUri }
    finally { Stop-Sandbox $sandbox }
}

function Invoke-Fuzz {
    $seed, $times = $env:NANOGPT_FUZZ_SEED, $env:NANOGPT_FUZZ_TIMES
    try {
        # The tests print the seed, so that a failure can be reproduced.
        if (-not $seed) { $env:NANOGPT_FUZZ_SEED = Get-Random -Maximum 1000000 }
        if (-not $times) { $env:NANOGPT_FUZZ_TIMES = 10 }
        Invoke-Tool dotnet test tests/NanoGpt.Client.Tests --configuration Release --no-build --nologo --filter FullyQualifiedName~Fuzzing --logger 'console;verbosity=detailed'
    }
    finally { $env:NANOGPT_FUZZ_SEED, $env:NANOGPT_FUZZ_TIMES = $seed, $times }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            Invoke-Build
            "The module is in $(Join-Path $out 'NanoGpt'). Import it: Import-Module $(Join-Path $out 'NanoGpt')"
        }
        'Test' {
            Invoke-Build
            Invoke-Test
        }
        'Demo' {
            Invoke-Build
            Invoke-Demo
        }
        'Benchmark' {
            Invoke-Build
            Invoke-Tool dotnet build benchmarks/Baseline --configuration Release --nologo --verbosity quiet
            Invoke-Tool Invoke-FreshPowerShell benchmarks/Benchmark.ps1
        }
        'Help' {
            if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
                throw 'Generating the help requires PlatyPS. Run Install-PSResource Microsoft.PowerShell.PlatyPS, and run this task again.'
            }
            Invoke-Tool Invoke-FreshPowerShell docs/ConvertToMaml.ps1 -Destination src/NanoGpt.PowerShell/en-US
            Invoke-Build
        }
        'Fuzz' {
            Invoke-Build
            Invoke-Fuzz
        }
        'Soak' {
            Invoke-Build
            Invoke-Tool Invoke-FreshPowerShell tests/Soak.ps1
        }
        'Pack' {
            Invoke-Build
            Invoke-Tool dotnet pack src/NanoGpt.PowerShell --configuration Release --no-build --nologo --verbosity quiet
            "The package is in $out."
        }
        'Clean' {
            Invoke-Tool dotnet clean NanoGpt.sln --configuration Release --nologo --verbosity quiet
            if (Test-Path $out) { Remove-Item -Recurse -Force $out }
        }
    }
}
finally { Pop-Location }
