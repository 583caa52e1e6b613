# Returns the milliseconds that a new process needs to print ten models: with the module or, without -Module, with
# Invoke-RestMethod.
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
