# Finds a Pester that the tests can run on.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Find-Pester {
    <#
    .SYNOPSIS
        Gives the path of the installed Pester from 5.5 on, else of one saved from the Gallery, else nothing.
    #>
    [CmdletBinding()]
    param(
        # Where one from the Gallery is kept.
        [Parameter(Mandatory)] [string] $Folder
    )

    $saved = Join-Path $Folder 'Pester'
    $found = Get-FitPester 'Pester', $saved
    if (-not $found) {
        $null = New-Item -ItemType Directory -Force $Folder
        # No Gallery is no failure: who asked says what was not run.
        try { Save-Pester $Folder } catch { Write-Verbose "Pester could not be saved: $_" }
        $found = Get-FitPester $saved
    }
    $found | Sort-Object Version -Descending | Select-Object -First 1 -ExpandProperty Path
}

function Get-FitPester([string[]] $Name) {
    Get-Module -ListAvailable $Name -ErrorAction Ignore | Where-Object Version -ge ([version] '5.5')
}

function Save-Pester {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseCompatibleCmdlets', '', Justification = 'Windows PowerShell has it, in a module.')]
    param([string] $Folder)

    if (Get-Command Save-PSResource -ErrorAction Ignore) {
        Save-PSResource Pester -Version '[5.5,6.0)' -Path $Folder -TrustRepository
    }
    else {
        Save-Module Pester -MinimumVersion 5.5 -MaximumVersion 5.999 -Path $Folder -Force
    }
}

Export-ModuleMember -Function Find-Pester
