# Measures a long list in a new process: the milliseconds of the first and of the last round, and the growth of the peak working set in
# megabytes. With ModuleCold, the list is the first work of the process, and its time includes the import.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [ValidateSet('Module', 'ModuleCold', 'RestMethod')] [string] $With,
    [Parameter(Mandatory)] [string] $Module
)

$ErrorActionPreference = 'Stop'
$env:NANOGPT_BASE_URL = $BaseUri
if ($With -eq 'Module') { Import-Module $Module }
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
            $first = $time
            $process.Refresh()
            $growth = [Math]::Max(0, ($process.PeakWorkingSet64 - $before) / 1MB)
        }
    }
    @{ FirstTime = $first; Time = $time; Growth = $growth; Models = $models }
}

$results = if ($With -eq 'Module') {
    $null = Get-NanoGptModel -Detailed | Select-Object -First 1
    @{
        First = Measure-Operation { Get-NanoGptModel -Detailed | Select-Object -First 1 | Measure-Object } -WarmUps 20
        Whole = Measure-Operation { Get-NanoGptModel -Detailed | Where-Object { $_.Capabilities.Vision } | Measure-Object } -WarmUps 3
    }
}
elseif ($With -eq 'ModuleCold') {
    @{ Whole = Measure-Operation { Import-Module $Module; Get-NanoGptModel -Detailed | Where-Object { $_.Capabilities.Vision } | Measure-Object } -WarmUps 0 }
}
else {
    @{ Whole = Measure-Operation { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data | Where-Object { $_.capabilities.vision } | Measure-Object } -WarmUps 3 }
}
$results | ConvertTo-Json -Compress
