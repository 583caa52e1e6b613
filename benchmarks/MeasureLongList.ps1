# Measures a long list in a new process: the milliseconds, and the growth of the peak working set in megabytes.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [ValidateSet('Module', 'RestMethod')] [string] $With,
    [Parameter(Mandatory)] [string] $Module
)

$ErrorActionPreference = 'Stop'
$env:NANOGPT_BASE_URL = $BaseUri
Import-Module $Module
$process = [Diagnostics.Process]::GetCurrentProcess()

function Measure-Operation([scriptblock] $Operation, [int] $WarmUps) {
    # The peak working set of a process cannot be reset, so the first round measures memory. The last round measures time,
    # because the JIT compiler has optimized most of the code by then.
    [GC]::Collect()
    $process.Refresh()
    $before = $process.WorkingSet64
    foreach ($round in 0..$WarmUps) {
        Start-Sleep -Milliseconds 45
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $models = (& $Operation).Count
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
        First = Measure-Operation { Get-NanoGptModel -Detailed | Select-Object -First 1 | Measure-Object } -WarmUps 20
        Whole = Measure-Operation { Get-NanoGptModel -Detailed | Where-Object { $_.Capabilities.Vision } | Measure-Object } -WarmUps 3
    }
}
else {
    @{ Whole = Measure-Operation { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data | Where-Object { $_.capabilities.vision } | Measure-Object } -WarmUps 3 }
}
$results | ConvertTo-Json -Compress
