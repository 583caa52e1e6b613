# Starts and stops the sandbox as a process of its own, for whoever drives the module from PowerShell.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Start-Sandbox {
    <#
    .SYNOPSIS
        Starts a sandbox on a free port of this machine. It ends with this process at the latest.
    #>
    [CmdletBinding()]
    param([string] $CatalogPath)

    $program = Join-Path $PSScriptRoot 'NanoGpt.Sandbox/bin/Release/net8.0/NanoGpt.Sandbox.dll'
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = "`"$program`"" + $(if ($CatalogPath) { " --catalog `"$CatalogPath`"" })
    $start.UseShellExecute = $false
    # Its input is a pipe that only this process holds: the sandbox ends when the pipe does.
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($start)
    $baseUri = $process.StandardOutput.ReadLine()
    if (-not $baseUri) { throw 'The sandbox did not start.' }
    [pscustomobject]@{ BaseUri = $baseUri; Process = $process }
}

function Stop-Sandbox {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Sandbox)

    $Sandbox.Process.StandardInput.Close()
    $Sandbox.Process.WaitForExit()
    $Sandbox.Process.Dispose()
}

function Get-SandboxRequest {
    <#
    .SYNOPSIS
        Gives the requests that the sandbox has got since it was started or cleared.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Sandbox)

    # Element by element: an empty array is no request, not one that is null.
    foreach ($request in Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/requests") { $request }
}

function Clear-SandboxRequest {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Sandbox)

    $null = Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/requests" -Method Delete
}

function New-SandboxAnswer {
    <#
    .SYNOPSIS
        Gives a base URI below which every request gets this body.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $Body,
        [string] $ContentType = 'application/json',
        [int] $Status = 200
    )

    $bytes = [Text.Encoding]::UTF8.GetBytes($Body)
    (Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/answers?status=$Status" -Method Put -Body $bytes -ContentType $ContentType).baseUri
}

function Get-SandboxFault {
    <#
    .SYNOPSIS
        Gives a base URI below which every answer has a fault, such as 'status=503' or 'drop'.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [string] $Fault
    )

    $escaped = [uri]::EscapeDataString($Fault) -replace '%2C', ',' -replace '%3D', '='
    "$($Sandbox.BaseUri)fault/$escaped/"
}

Export-ModuleMember -Function *-Sandbox*
