# Writes the path of a version of Pester that can run the tests, or nothing. build.cs runs it.
[CmdletBinding()]
param(
    # The folder for the copy from the Gallery.
    [Parameter(Mandatory)] [string] $Folder
)

Import-Module (Join-Path $PSScriptRoot 'FindPester.psm1')
Find-Pester $Folder
