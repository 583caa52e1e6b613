# Measures the module beside what a user would do without it, in turns, so that what else the machine does hits both; writes
# docs/benchmarks.md, and fails when a bar is not reached. build.ps1 -Task Benchmark starts it in a fresh PowerShell.
[CmdletBinding()]
param(
    # A catalog in the service's detailed format; without one, models made up from the sandbox's own.
    [string] $CatalogPath = (Join-Path $PSScriptRoot '../../shared/data/catalog.json'),
    [string] $ReportPath = (Join-Path $PSScriptRoot '../docs/benchmarks.md')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$module = Join-Path $root 'out/NanoGpt'
Import-Module (Join-Path $root 'tests/SandboxProcess.psm1'), (Join-Path $root 'tests/FreshPowerShell.psm1'), (Join-Path $PSScriptRoot 'Report.psm1')
Add-Type -Path (Join-Path $PSScriptRoot 'Floor/bin/Release/net8.0/NanoGpt.Floor.dll')
$env:NANOGPT_API_KEY = $env:NANO_GPT_API_KEY = $env:NANOGPT_BASE_URL = $null

function Get-Median([double[]] $Values) {
    $sorted = $Values | Sort-Object
    $sorted[[int][Math]::Floor($sorted.Count / 2)]
}

function Measure-Time([scriptblock] $Command) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Command
    $watch.Elapsed.TotalMilliseconds
}

function Measure-InTurn([int] $WarmUps = 0, [int] $Rounds, [hashtable] $Works) {
    # Each work says its own time; here are the medians. The pause keeps the client below its own limit of calls in a second.
    $times = foreach ($round in 1..($WarmUps + $Rounds)) {
        $taken = @{}
        foreach ($name in $Works.Keys) { $taken[$name] = & $Works[$name] }
        if ($round -gt $WarmUps) { [pscustomobject] $taken }
        Start-Sleep -Milliseconds 45
    }
    $medians = @{}
    foreach ($name in $Works.Keys) { $medians[$name] = Get-Median $times.$name }
    $medians
}

function Measure-Fresh([string] $Script) {
    # In a process of its own: what happens for the first time happens only once.
    [double]::Parse((Invoke-FreshPowerShell (Join-Path $PSScriptRoot $Script) @args), [cultureinfo]::InvariantCulture)
}

function Install-EmptyModule([string] $Folder) {
    # The least that a binary module can be: a manifest, an assembly, one cmdlet that does nothing.
    $Folder = New-Item -ItemType Directory (Join-Path $Folder 'Empty')
    $source = 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public class GetNothingCommand : PSCmdlet { }'
    Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $Folder 'Empty.dll')
    New-ModuleManifest (Join-Path $Folder 'Empty.psd1') -RootModule 'Empty.dll' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
}

function Measure-List {
    Write-Host 'Lists of 617 models...'
    $uri = "$($short.BaseUri)api/v1/models?detailed=true"
    Connect-NanoGpt -BaseUri $short.BaseUri
    $time = Measure-InTurn 60 51 @{
        Module     = { Measure-Time { Get-NanoGptModel -Detailed } }
        RestMethod = { Measure-Time { (Invoke-RestMethod $uri).data } }
        Floor      = { Measure-Time { [NanoGpt.Benchmarks.Floor]::List($uri) } }
    }
    New-Row '`Get-NanoGptModel -Detailed`, 617 models' $time.Module '`(Invoke-RestMethod ...).data`' $time.RestMethod -TimesLess 6
    New-Row 'the same' $time.Module 'the floor' $time.Floor -AtMost 1.5
}

function Measure-CostOfModel {
    Write-Host 'The cost of a model...'
    $list = { param($server) Connect-NanoGpt -BaseUri $server.BaseUri; Measure-Time { Get-NanoGptModel -Detailed | Out-Null } }
    $time = Measure-InTurn 20 61 @{
        One  = { & $list $one }
        Few  = { & $list $few }
        Many = { & $list $long }
    }
    # What a call costs whatever it lists is not the models' cost.
    New-Row 'a model in a list of 100,000' (($time.Many - $time.One) / 99.999) 'in a list of 1,000' (($time.Few - $time.One) / 0.999) -Unit '&micro;s' -AtLeast 0.8 -AtMost 1.2
}

function Measure-LongList {
    Write-Host 'Lists of 100,000 models...'
    $measure = { param($with) Invoke-FreshPowerShell (Join-Path $PSScriptRoot 'MeasureLongList.ps1') -BaseUri $long.BaseUri -With $with -Module $module | ConvertFrom-Json }
    Clear-SandboxRequest $long
    $results = foreach ($round in 1..3) { @{ Module = & $measure Module; RestMethod = & $measure RestMethod } }
    $ours, $theirs, $first = $results.Module.Whole, $results.RestMethod.Whole, $results.Module.First
    if (@($ours.Models + $theirs.Models | Select-Object -Unique).Count -ne 1) { throw 'The lists differ.' }
    $sent = (Get-SandboxRequest $long).bytesSent
    $body = ($sent | Measure-Object -Maximum).Maximum / 1MB
    $whole = Get-Median $ours.Time
    New-Row '`... \| Where-Object { $_.Capabilities.Vision } \| Measure-Object`, 100,000 models' $whole '`(Invoke-RestMethod ...).data \| ...`' (Get-Median $theirs.Time) -TimesLess 10
    New-Row 'its memory' (Get-Median $ours.Growth) 'the same' (Get-Median $theirs.Growth) -Unit 'MB' -TimesLess 10
    New-Row '`... \| Select-Object -First 1`, 100,000 models' (Get-Median $first.Time) 'the whole list' $whole -AtMost 0.05
    New-Row 'its memory' (Get-Median $first.Growth) 'the answer' $body -Unit 'MB' -AtMost 0.25
    New-Row 'what the server has sent by then' (($sent | Measure-Object -Minimum).Minimum / 1MB) 'the answer' $body -Unit 'MB' -AtMost 0.1
}

function Measure-Import {
    Write-Host 'Imports...'
    # By name, as users do, and both from the same place: a path that is spelled out to the manifest takes other times than a folder's.
    Copy-Item -Recurse $module $folder
    Install-EmptyModule $folder
    $time = Measure-InTurn 1 41 @{
        Module = { Measure-Fresh MeasureImport.ps1 NanoGpt $folder }
        Empty  = { Measure-Fresh MeasureImport.ps1 Empty $folder }
    }
    New-Row '`Import-Module NanoGpt`' $time.Module 'an empty binary module' $time.Empty -AtMost 1.4
}

function Measure-FirstCall {
    Write-Host 'First calls...'
    $time = Measure-InTurn 1 15 @{
        Module     = { Measure-Fresh MeasureFirstCall.ps1 $short.BaseUri $module }
        RestMethod = { Measure-Fresh MeasureFirstCall.ps1 $short.BaseUri }
    }
    New-Row 'first call: import, list, print 10' $time.Module '`Invoke-RestMethod` and print 10' $time.RestMethod -AtMost 1
}

function Measure-Reader {
    # BenchmarkDotNet is not everywhere to be had, and nothing else needs it.
    Write-Host 'The reader...'
    $project = Join-Path $PSScriptRoot 'Reader'
    dotnet build $project --configuration Release --nologo --verbosity quiet | Out-Host
    if ($LASTEXITCODE -ne 0) { return }
    $list = Join-Path $folder 'list.json'
    Invoke-WebRequest "$($few.BaseUri)api/v1/models?detailed=true" -OutFile $list
    dotnet (Join-Path $project 'bin/Release/net8.0/NanoGpt.Benchmarks.dll') $list | Select-Object -Last 2
}

$catalog = if (Test-Path $CatalogPath) { @{ CatalogPath = (Resolve-Path $CatalogPath).Path } } else { @{} }
$folder = Join-Path ([IO.Path]::GetTempPath()) "NanoGpt.Benchmark.$PID"
$null = New-Item -ItemType Directory $folder
$servers = @()
Push-Location $folder
try {
    $servers += $short = Start-Sandbox @catalog -ModelCount 617
    $servers += $one = Start-Sandbox @catalog -ModelCount 1
    $servers += $few = Start-Sandbox @catalog -ModelCount 1000
    $servers += $long = Start-Sandbox @catalog -ModelCount 100000
    Import-Module $module
    $rows = @(Measure-List; Measure-LongList; Measure-Import; Measure-FirstCall; Measure-CostOfModel)
    $reader = Measure-Reader
}
finally {
    Pop-Location
    foreach ($server in $servers) { Stop-Sandbox $server }
    Remove-Item -Recurse -Force $folder
}

$rows | Format-List
$origin = if ($catalog.Count) { 'The models are the service''s own of July 2026, repeated for the longer lists.' } else { 'The models are made up from the sandbox''s.' }
ConvertTo-Report -Row $rows -Reader $reader -Catalog $origin | Set-Content $ReportPath
$missed = @($rows | Where-Object { -not $_.Reached })
if ($missed) {
    "$($missed.Count) of $($rows.Count) rows are short of their bar."
    exit 1
}
