# Says how many milliseconds the import of a module takes, in a process that has imported nothing yet.
param([Parameter(Mandatory)] [string] $Path)

$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Path
$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
