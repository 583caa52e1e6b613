# Returns when each part of the first call ended in a new process, in ticks of UTC, and the number of methods compiled by then.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [ValidateSet('Module', 'RestMethod')] [string] $With,
    [Parameter(Mandatory)] [string] $Module
)

$env:NANOGPT_BASE_URL = $BaseUri
$ticks, $methods = [Collections.Generic.List[long]]::new(), [Collections.Generic.List[long]]::new()
foreach ($isWarmUp in $true, $false) {
    $ticks.Clear()
    $methods.Clear()
    $ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount())
}
if ($With -eq 'Module') { Import-Module $Module }
$ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount())
$models = if ($With -eq 'Module') { Get-NanoGptModel -Detailed | ForEach-Object { if ($ticks.Count -eq 2) { $ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount()) }; $_ } }
else { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data | ForEach-Object { if ($ticks.Count -eq 2) { $ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount()) }; $_ } }
$ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount())
$null = $models | Select-Object -First 10 | Out-String
$ticks.Add([DateTime]::UtcNow.Ticks); $methods.Add([Runtime.JitInfo]::GetCompiledMethodCount())
@{ Ticks = $ticks; Methods = $methods } | ConvertTo-Json -Compress
