# Returns the milliseconds that importing a module by name takes in a new process.
param(
    [Parameter(Mandatory)] [string] $Name,
    # The folder that contains the module.
    [Parameter(Mandatory)] [string] $Folder
)

$env:PSModulePath = $Folder
$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Name
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
