# Finds a version of Pester that can run the tests.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Find-Pester {
    <#
    .SYNOPSIS
        Gets the path of the installed Pester 5.5 or later, or of a copy saved from the Gallery; otherwise nothing.
    #>
    [CmdletBinding()]
    param(
        # The folder for the copy from the Gallery.
        [Parameter(Mandatory)] [string] $Folder
    )

    $saved = Join-Path $Folder 'Pester'
    $found = Get-SupportedPester 'Pester', $saved
    if (-not $found) {
        $null = New-Item -ItemType Directory -Force $Folder
        # Not a failure: the caller reports that the Pester tests were not run.
        try { Save-Pester $Folder } catch { Write-Verbose "Pester could not be saved: $_" }
        $found = Get-SupportedPester $saved
    }
    $found | Sort-Object Version -Descending | Select-Object -First 1 -ExpandProperty Path
}

function Get-SupportedPester([string[]] $Name) {
    Get-Module -ListAvailable $Name -ErrorAction Ignore | Where-Object Version -ge ([version] '5.5')
}

function Save-Pester {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseCompatibleCmdlets', '', Justification = 'In Windows PowerShell, a module provides it.')]
    param([string] $Folder)

    if (Get-Command Save-PSResource -ErrorAction Ignore) {
        Save-PSResource Pester -Version '[5.5,6.0)' -Path $Folder -TrustRepository
    }
    else {
        Save-Module Pester -MinimumVersion 5.5 -MaximumVersion 5.999 -Path $Folder -Force
    }
}

Export-ModuleMember -Function Find-Pester
