# Measures the module beside what a user would do without it, in turns, so that what else the machine does hits both.
# build.ps1 -Task Benchmark starts it in a fresh PowerShell.
[CmdletBinding()]
param(
    # A catalog in the service's detailed format; without one, the sandbox's own forty models.
    [string] $CatalogPath = (Join-Path $PSScriptRoot '../../shared/data/catalog.json'),
    [int] $Rounds = 51,
    [int] $Imports = 11
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$module = Join-Path $root 'out/NanoGpt'
Import-Module (Join-Path $root 'tests/SandboxProcess.psm1'), (Join-Path $root 'tests/FreshPowerShell.psm1')

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    $sorted[[int][Math]::Floor($sorted.Count / 2)]
}

function Measure-Time([scriptblock] $Command) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Command
    $watch.Elapsed.TotalMilliseconds
}

function Measure-Pair([int] $Rounds, [scriptblock] $Ours, [scriptblock] $Theirs) {
    # Each measures itself, in milliseconds. The first rounds warm up.
    $times = foreach ($round in -2..$Rounds) {
        $pair = [pscustomobject]@{ Ours = & $Ours; Theirs = & $Theirs }
        if ($round -gt 0) { $pair }
    }
    [pscustomobject]@{ Ours = Get-Median $times.Ours; Theirs = Get-Median $times.Theirs }
}

function New-EmptyModule([string] $Folder) {
    # The least that a binary module can be: a manifest, an assembly, one cmdlet that does nothing.
    $null = New-Item -ItemType Directory -Force $Folder
    $source = 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public class GetNothingCommand : PSCmdlet { }'
    Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $Folder 'Empty.dll')
    New-ModuleManifest (Join-Path $Folder 'Empty.psd1') -RootModule 'Empty.dll' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    Join-Path $Folder 'Empty.psd1'
}

function Measure-Import([string] $Path) {
    # In a process of its own: a module is imported for the first time only once.
    [double]::Parse((Invoke-FreshPowerShell (Join-Path $PSScriptRoot 'MeasureImport.ps1') $Path), [cultureinfo]::InvariantCulture)
}

$arguments = @{}
if (Test-Path $CatalogPath) { $arguments.CatalogPath = (Resolve-Path $CatalogPath).Path }
$sandbox = Start-Sandbox @arguments
$folder = Join-Path ([IO.Path]::GetTempPath()) "NanoGpt.Benchmark.$PID"
try {
    Import-Module $module
    Connect-NanoGpt -BaseUri $sandbox.BaseUri
    $url = "$($sandbox.BaseUri)api/v1/models?detailed=true"
    $count = @(Get-NanoGptModel -Detailed).Count

    $empty = New-EmptyModule $folder

    $listing = Measure-Pair -Rounds $Rounds { Measure-Time { Get-NanoGptModel -Detailed } } { Measure-Time { (Invoke-RestMethod $url).data } }
    $import = Measure-Pair -Rounds $Imports { Measure-Import $module } { Measure-Import $empty }

    'PowerShell {0}, {1} cores, {2} models; medians of {3} calls and {4} imports, taken in turns.' -f $PSVersionTable.PSVersion, [Environment]::ProcessorCount, $count, $Rounds, $Imports
    'Get-NanoGptModel -Detailed: {0:N1} ms; (Invoke-RestMethod ...).data: {1:N1} ms; {2:N1} times faster.' -f $listing.Ours, $listing.Theirs, ($listing.Theirs / $listing.Ours)
    'Import-Module NanoGpt: {0:N1} ms; an empty binary module: {1:N1} ms; {2:N2} times as long.' -f $import.Ours, $import.Theirs, ($import.Ours / $import.Theirs)
}
finally {
    Stop-Sandbox $sandbox
    if (Test-Path $folder) { Remove-Item -Recurse -Force $folder }
}
