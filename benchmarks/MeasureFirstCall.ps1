# Says how many milliseconds a process takes that has done nothing yet, until ten models are on the screen: with the module,
# or without one.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [string] $Module
)

$env:NANOGPT_BASE_URL = $BaseUri
$watch = [Diagnostics.Stopwatch]::StartNew()
$models = if ($Module) {
    Import-Module $Module
    Get-NanoGptModel -Detailed
}
else { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data }
$null = $models | Select-Object -First 10 | Out-String
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
