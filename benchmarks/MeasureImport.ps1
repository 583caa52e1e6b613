# Says how many milliseconds the import of a module by its name takes, in a process that has imported nothing yet.
param(
    [Parameter(Mandatory)] [string] $Name,
    # The folder that it is installed in.
    [Parameter(Mandatory)] [string] $Folder
)

$env:PSModulePath = $Folder
$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Name
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
