# Measures a long list in a process of its own: milliseconds, and by how many megabytes the process has grown at its largest.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [ValidateSet('Module', 'RestMethod')] [string] $With,
    [Parameter(Mandatory)] [string] $Module
)

$ErrorActionPreference = 'Stop'
$env:NANOGPT_BASE_URL = $BaseUri
Import-Module $Module
$process = [Diagnostics.Process]::GetCurrentProcess()

function Measure-Work([scriptblock] $Work, [int] $WarmUps) {
    # The largest size that a process had can't be taken back, so that it is the first time that tells it; the last tells
    # the time, when the runtime has compiled most of what it will.
    [GC]::Collect()
    $process.Refresh()
    $before = $process.WorkingSet64
    foreach ($round in 0..$WarmUps) {
        Start-Sleep -Milliseconds 45
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $models = (& $Work).Count
        $time = $watch.Elapsed.TotalMilliseconds
        if ($round -eq 0) {
            $process.Refresh()
            $growth = [Math]::Max(0, ($process.PeakWorkingSet64 - $before) / 1MB)
        }
    }
    @{ Time = $time; Growth = $growth; Models = $models }
}

$results = if ($With -eq 'Module') {
    $null = Get-NanoGptModel -Detailed | Select-Object -First 1
    @{
        First = Measure-Work { Get-NanoGptModel -Detailed | Select-Object -First 1 | Measure-Object } -WarmUps 20
        Whole = Measure-Work { Get-NanoGptModel -Detailed | Where-Object { $_.Capabilities.Vision } | Measure-Object } -WarmUps 3
    }
}
else {
    @{ Whole = Measure-Work { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data | Where-Object { $_.capabilities.vision } | Measure-Object } -WarmUps 3 }
}
$results | ConvertTo-Json -Compress
