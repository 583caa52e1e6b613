# Compares the module with the commands that a user would run without it, writes docs/benchmarks.md, and fails if a target is not
# met. The measurements alternate, so that other load on the machine affects both sides. build.ps1 -Task Benchmark starts this
# script in a new PowerShell process.
[CmdletBinding()]
param(
    # A catalog in the detailed format of the service. Without it, the sandbox generates the models.
    [string] $CatalogPath = (Join-Path $PSScriptRoot '../../shared/data/catalog.json'),
    [string] $ReportPath = (Join-Path $PSScriptRoot '../docs/benchmarks.md')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = Split-Path $PSScriptRoot
$module = Join-Path $root 'out/NanoGpt'
Import-Module (Join-Path $root 'tests/Support/SandboxProcess.psm1'), (Join-Path $root 'tests/Support/FreshPowerShell.psm1'), (Join-Path $PSScriptRoot 'Report.psm1')
Add-Type -Path (Join-Path $PSScriptRoot 'Baseline/bin/Release/net8.0/NanoGpt.Baseline.dll')
$env:NANOGPT_API_KEY = $env:NANO_GPT_API_KEY = $env:NANOGPT_BASE_URL = $null

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $sorted[[int][Math]::Floor($sorted.Count / 2)]
}

function Measure-Time([scriptblock] $Command) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Command
    $watch.Elapsed.TotalMilliseconds
}

function Measure-Alternately([int] $WarmUps = 0, [int] $Rounds, [hashtable] $Operations) {
    # Each operation returns its own time; this function returns the medians. The pause keeps the client below its rate limit.
    $times = foreach ($round in 1..($WarmUps + $Rounds)) {
        $results = @{}
        foreach ($name in $Operations.Keys) { $results[$name] = & $Operations[$name] }
        if ($round -gt $WarmUps) { [pscustomobject] $results }
        Start-Sleep -Milliseconds 45
    }
    $medians = @{}
    foreach ($name in $Operations.Keys) { $medians[$name] = Get-Median $times.$name }
    $medians
}

function Measure-Fresh([string] $Script) {
    # Runs in a new process, because work that is done once per process cannot be repeated in this one.
    [double]::Parse((Invoke-FreshPowerShell (Join-Path $PSScriptRoot $Script) @args), [cultureinfo]::InvariantCulture)
}

function Install-EmptyModule([string] $Folder) {
    # The smallest binary module with a view: a manifest, an assembly, one cmdlet that does nothing, and one view.
    $Folder = New-Item -ItemType Directory (Join-Path $Folder 'Empty')
    $source = 'using System.Management.Automation; [Cmdlet("Get", "Nothing")] public class GetNothingCommand : PSCmdlet { }'
    $view = '<Configuration><ViewDefinitions><View><Name>Empty</Name><ViewSelectedBy><TypeName>Empty</TypeName></ViewSelectedBy>' +
        '<TableControl><TableHeaders /><TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><PropertyName>Id</PropertyName>' +
        '</TableColumnItem></TableColumnItems></TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>'
    Set-Content (Join-Path $Folder 'Empty.Format.ps1xml') $view
    Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $Folder 'Empty.dll')
    New-ModuleManifest (Join-Path $Folder 'Empty.psd1') -RootModule 'Empty.dll' -FormatsToProcess 'Empty.Format.ps1xml' -CmdletsToExport 'Get-Nothing' -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
}

function Measure-List {
    Write-Host 'Lists of 617 models...'
    $uri = "$($short.BaseUri)api/v1/models?detailed=true"
    Connect-NanoGpt -BaseUri $short.BaseUri
    $time = Measure-Alternately 60 51 @{
        Module     = { Measure-Time { Get-NanoGptModel -Detailed } }
        RestMethod = { Measure-Time { (Invoke-RestMethod $uri).data } }
        Baseline   = { Measure-Time { [NanoGpt.Benchmarks.Baseline]::List($uri) } }
    }
    New-Row '`Get-NanoGptModel -Detailed`, 617 models' $time.Module '`(Invoke-RestMethod ...).data`' $time.RestMethod -TimesLess 6
    New-Row 'Same command' $time.Module 'Baseline' $time.Baseline -AtMost 1.5
}

function Measure-CostOfModel {
    Write-Host 'Time per model...'
    $list = { param($server) Connect-NanoGpt -BaseUri $server.BaseUri; Measure-Time { Get-NanoGptModel -Detailed | Out-Null } }
    $time = Measure-Alternately 20 61 @{
        One  = { & $list $one }
        Few  = { & $list $few }
        Many = { & $list $long }
    }
    # Subtracts the constant time of a call, which does not depend on the number of models.
    New-Row 'Time per model, list of 100,000' (($time.Many - $time.One) / 99.999) 'List of 1,000' (($time.Few - $time.One) / 0.999) -Unit '&micro;s' -AtLeast 0.8 -AtMost 1.2
}

function Measure-LongList {
    Write-Host 'Lists of 100,000 models...'
    $measure = { param($with) Invoke-FreshPowerShell (Join-Path $PSScriptRoot 'MeasureLongList.ps1') -BaseUri $long.BaseUri -With $with -Module $module | ConvertFrom-Json }
    Clear-SandboxRequest $long
    $results = foreach ($round in 1..3) { @{ Cold = & $measure ModuleCold; RestMethod = & $measure RestMethod; Module = & $measure Module } }
    $cold, $ours, $theirs, $first = $results.Cold.Whole, $results.Module.Whole, $results.RestMethod.Whole, $results.Module.First
    if (@($cold.Models + $ours.Models + $theirs.Models | Select-Object -Unique).Count -ne 1) { throw 'The lists differ.' }
    $sent = (Get-SandboxRequest $long).bytesSent
    $body = ($sent | Measure-Object -Maximum).Maximum / 1MB
    $whole = Get-Median $ours.Time
    New-Row '`... \| Where-Object { $_.Capabilities.Vision } \| Measure-Object`, 100,000 models' (Get-Median $cold.FirstTime) '`(Invoke-RestMethod ...).data \| ...`' (Get-Median $theirs.FirstTime) -TimesLess 10 -Cold
    New-Row 'Same command' $whole '`(Invoke-RestMethod ...).data \| ...`' (Get-Median $theirs.Time) -TimesLess 10
    New-Row 'Its memory' (Get-Median $ours.Growth) 'Its memory' (Get-Median $theirs.Growth) -Unit 'MB' -TimesLess 10 -Cold
    New-Row '`... \| Select-Object -First 1`, 100,000 models' (Get-Median $first.Time) 'Complete list' $whole -AtMost 0.05
    New-Row 'Its memory' (Get-Median $first.Growth) 'Response body' $body -Unit 'MB' -AtMost 0.25
    New-Row 'Data sent by the server' (($sent | Measure-Object -Minimum).Minimum / 1MB) 'Response body' $body -Unit 'MB' -AtMost 0.1
}

function Measure-Import {
    Write-Host 'Imports...'
    # Imports both modules by name from the same folder, as users do: importing the path of a manifest takes a different time.
    Copy-Item -Recurse $module $folder
    Install-EmptyModule $folder
    $time = Measure-Alternately 1 41 @{
        Module = { Measure-Fresh MeasureImport.ps1 NanoGpt $folder }
        Empty  = { Measure-Fresh MeasureImport.ps1 Empty $folder }
    }
    New-Row '`Import-Module NanoGpt`' $time.Module 'Empty binary module with a view' $time.Empty -AtMost 1.2 -Cold
}

function Measure-FirstCall {
    Write-Host 'First calls...'
    $time = Measure-Alternately 1 31 @{
        Module     = { Measure-Fresh MeasureFirstCall.ps1 $short.BaseUri $module }
        RestMethod = { Measure-Fresh MeasureFirstCall.ps1 $short.BaseUri }
    }
    New-Row 'Import, list 617 models with details, print 10' $time.Module '`(Invoke-RestMethod ...).data`, print 10' $time.RestMethod -AtMost 0.6 -Cold
}

function Measure-FirstCallPart {
    Write-Host 'Parts of the first call...'
    # A separate measurement, because the marks between the parts take time. The sandbox records when it receives the request.
    $rounds = foreach ($round in 1..15) {
        foreach ($with in 'Module', 'RestMethod') {
            Clear-SandboxRequest $short
            $marks = Invoke-FreshPowerShell (Join-Path $PSScriptRoot 'MeasureFirstCallParts.ps1') -BaseUri $short.BaseUri -With $with -Module $module | ConvertFrom-Json
            $received = ([DateTime] (Get-SandboxRequest $short).receivedAt).ToUniversalTime().Ticks
            $ticks = $marks.Ticks[0..1] + $received + $marks.Ticks[2..4]
            [pscustomobject]@{
                With    = $with
                Times   = 1..5 | ForEach-Object { ($ticks[$_] - $ticks[$_ - 1]) / [TimeSpan]::TicksPerMillisecond }
                Methods = 0, 1, 3 | ForEach-Object { $marks.Methods[$(if ($_ -eq 1) { 3 } else { $_ + 1 })] - $marks.Methods[$_] }
            }
        }
    }
    $ours, $theirs = $rounds.Where({ $_.With -eq 'Module' }, 'Split')
    $parts = @(
        , ('Import', 'Times', 0, 'ms')
        , ('Setup, until the server has received the request', 'Times', 1, 'ms')
        , ('Response, until the first object', 'Times', 2, 'ms')
        , ('Remaining objects', 'Times', 3, 'ms')
        , ('First output, 10 models', 'Times', 4, 'ms')
        , ('Methods compiled on the pipeline thread: import', 'Methods', 0, '')
        , ('Methods compiled on the pipeline thread: list', 'Methods', 1, '')
        , ('Methods compiled on the pipeline thread: first output', 'Methods', 2, '')
    )
    foreach ($part in $parts) {
        $name, $property, $i, $unit = $part
        New-PartRow $name (Get-Median ($ours | ForEach-Object { $_.$property[$i] })) (Get-Median ($theirs | ForEach-Object { $_.$property[$i] })) $unit
    }
}

function Measure-Reader {
    # Optional, because only this measurement needs BenchmarkDotNet, which cannot be restored everywhere.
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
    $parts = @(Measure-FirstCallPart)
    $reader = Measure-Reader
}
finally {
    Pop-Location
    foreach ($server in $servers) { Stop-Sandbox $server }
    Remove-Item -Recurse -Force $folder
}

$rows | Format-List
$origin = if ($catalog.Count) { 'The models are those of the service in July 2026, repeated for the longer lists.' } else { 'The models are generated from those of the sandbox.' }
ConvertTo-Report -Row $rows -Part $parts -Reader $reader -Catalog $origin | Set-Content $ReportPath
$missed = @($rows | Where-Object { -not $_.IsMet })
if ($missed) {
    "$($missed.Count) of $($rows.Count) targets were not met."
    exit 1
}
