# Lists models ten thousand times in this process and writes the measurements to docs/reliability.md. Fails if memory, handles,
# or threads grow. build.cs starts it in a new PowerShell process.
[CmdletBinding()]
param([int] $Listings = 10000)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$bounds = [ordered]@{ HeapMB = 2; PrivateMB = 32; Handles = 10; Threads = 10 }

Import-Module (Join-Path $PSScriptRoot 'Support/SandboxProcess.psm1'), (Join-Path $PSScriptRoot '../out/NanoGpt')

function Get-Sample([int] $Listing, [timespan] $Elapsed) {
    foreach ($round in 1..3) {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }
    $process = Get-Process -Id $PID
    [pscustomobject]@{
        Listings  = $Listing
        HeapMB    = [math]::Round([GC]::GetTotalMemory($true) / 1MB, 1)
        PrivateMB = [math]::Round($process.PrivateMemorySize64 / 1MB)
        Handles   = $process.HandleCount
        Threads   = $process.Threads.Count
        Seconds   = [math]::Round($Elapsed.TotalSeconds)
    }
}

$sandboxes = 1..4 | ForEach-Object { Start-Sandbox }
try {
    # The module sends at most 24 requests per second to one host; these are eight hosts.
    $sessions = foreach ($sandbox in $sandboxes) {
        foreach ($name in '127.0.0.1', 'localhost') {
            Connect-NanoGpt -ApiKey sk-nano-00000000-0000-4000-8000-00000000a11c -BaseUri ($sandbox.BaseUri -replace '127\.0\.0\.1', $name) -PassThru
        }
    }
    $expected = @(Get-NanoGptModel -Detailed).Count
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $samples = foreach ($listing in 1..$Listings) {
        $count = @(Get-NanoGptModel -Detailed -Session $sessions[$listing % $sessions.Count]).Count
        if ($count -ne $expected) { throw "Listing $listing returned $count models instead of $expected." }
        if ($listing % ($Listings / 10) -eq 0) { Get-Sample $listing $watch.Elapsed }
    }
}
finally { $sandboxes | ForEach-Object { Stop-Sandbox $_ } }

$rows = foreach ($sample in $samples) { "| $($sample.PSObject.Properties.Value -join ' | ') |" }
$table = @('<!-- soak -->', '| Listings | Heap (MB) | Private memory (MB) | Handles | Threads | Seconds |', '|---|---|---|---|---|---|') + $rows + '<!-- / -->'
$table

$grown = foreach ($name in $bounds.Keys) {
    $growth = $samples[-1].$name - $samples[0].$name
    if ($growth -gt $bounds[$name]) { "$name by $growth" }
}
if ($grown) { throw "Growth exceeds the limit: $($grown -join ', ')." }

$page = Join-Path $PSScriptRoot '../docs/reliability.md'
$text = [IO.File]::ReadAllText($page) -replace '(?s)<!-- soak -->.*?<!-- / -->', ($table -join "`n")
[IO.File]::WriteAllText($page, $text)
