# Returns, for a new process, the UTC time at the end of each part of the first call, in ticks, and the number of methods that its
# thread has compiled by then: start, import, first model, last model, output.
param(
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [ValidateSet('Module', 'RestMethod')] [string] $With,
    [Parameter(Mandatory)] [string] $Module
)

$marks = [Collections.Generic.List[object]]::new()
function Add-Mark { $marks.Add(@([DateTime]::UtcNow.Ticks, [Runtime.JitInfo]::GetCompiledMethodCount($true))) }

$env:NANOGPT_BASE_URL = $BaseUri
# The first marks compile the function itself.
Add-Mark
Add-Mark
$marks.Clear()
Add-Mark
if ($With -eq 'Module') { Import-Module $Module }
Add-Mark
$markFirst = {
    if ($marks.Count -eq 2) { Add-Mark }
    $_
}
$models = if ($With -eq 'Module') { Get-NanoGptModel -Detailed | ForEach-Object $markFirst }
else { (Invoke-RestMethod "${BaseUri}api/v1/models?detailed=true").data | ForEach-Object $markFirst }
Add-Mark
$null = $models | Select-Object -First 10 | Out-String
Add-Mark
@{ Ticks = $marks | ForEach-Object { $_[0] }; Methods = $marks | ForEach-Object { $_[1] } } | ConvertTo-Json -Compress
