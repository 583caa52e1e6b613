# Starts and stops the sandbox as a process of its own, for whoever drives the module from PowerShell.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Start-Sandbox {
    <#
    .SYNOPSIS
        Starts a sandbox on a free port of this machine. It ends with this process at the latest.
    #>
    [CmdletBinding()]
    param(
        [string] $CatalogPath,
        [int] $ModelCount,
        [ValidateSet('Merge', 'Replace')] [string] $Upsert = 'Merge'
    )

    $program = Join-Path $PSScriptRoot '../NanoGpt.Sandbox/bin/Release/net8.0/NanoGpt.Sandbox.dll'
    $start = [Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = "`"$program`" --upsert $($Upsert.ToLowerInvariant())" +
        $(if ($CatalogPath) { " --catalog `"$CatalogPath`"" }) +
        $(if ($ModelCount) { " --models $ModelCount" })
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
    [OutputType([string])]
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [string] $Fault
    )

    $escaped = [uri]::EscapeDataString($Fault) -replace '%2C', ',' -replace '%3D', '='
    "$($Sandbox.BaseUri)fault/$escaped/"
}

function Get-SandboxPreference {
    <#
    .SYNOPSIS
        Gives the preferences that an account of the sandbox has saved; nothing when there are none.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [string] $Account = 'subscriber'
    )

    Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/preferences/$Account" | Where-Object { $null -ne $_ }
}

function Set-SandboxPreference {
    <#
    .SYNOPSIS
        Makes this the saved preferences of an account: a hashtable, JSON, or $null for a null. What is not given at all
        is taken away.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [string] $Account = 'subscriber',
        [AllowNull()] $Preference
    )

    $uri = "$($Sandbox.BaseUri)sandbox/preferences/$Account"
    if ($PSBoundParameters.ContainsKey('Preference')) { Send-Json -Method Put -Uri $uri -Value $Preference }
    else { $null = Invoke-RestMethod $uri -Method Delete }
}

function Add-SandboxWriter {
    <#
    .SYNOPSIS
        Merges a change into an account's preferences right before the n-th request for them from now on is answered, as
        another writer may. A $null takes away what it names.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [int] $Before,
        [string] $Account = 'subscriber',
        [Parameter(Mandatory)] $Change
    )

    Send-Json -Method Post -Uri "$($Sandbox.BaseUri)sandbox/preferences/$Account/writers?before=$Before" -Value $Change
}

function Add-SandboxAnswer {
    <#
    .SYNOPSIS
        Answers the n-th request for an account's preferences from now on with this, if it is one to read.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [int] $To,
        [string] $Account = 'subscriber',
        [Parameter(Mandatory)] $Answer
    )

    Send-Json -Method Post -Uri "$($Sandbox.BaseUri)sandbox/preferences/$Account/answers?to=$To" -Value $Answer
}

function Set-SandboxCanonicalId {
    <#
    .SYNOPSIS
        Says whether ids are saved as the catalog writes them, whatever the case of their letters.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [bool] $Enabled
    )

    Send-Json -Method Put -Uri "$($Sandbox.BaseUri)sandbox/canonical-ids" -Value $Enabled
}

function Set-SandboxUpsert {
    <#
    .SYNOPSIS
        Says what becomes of saved preferences when some are sent.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [ValidateSet('Merge', 'Replace')] [string] $Upsert
    )

    $null = Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/upsert/$($Upsert.ToLowerInvariant())" -Method Put
}

function Set-SandboxIgnoredId {
    <#
    .SYNOPSIS
        From now on accepts entries of these ids, and of no others, without saving them.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [AllowEmptyCollection()] [string[]] $Id
    )

    Send-Json -Method Put -Uri "$($Sandbox.BaseUri)sandbox/ignored" -Value $Id
}

function Send-Json([string] $Method, [string] $Uri, $Value) {
    $json = if ($Value -is [string]) { $Value }
        elseif ($null -eq $Value) { 'null' }
        else { ConvertTo-Json -InputObject $Value -Depth 20 -Compress }
    $null = Invoke-RestMethod $Uri -Method $Method -Body ([Text.Encoding]::UTF8.GetBytes($json)) -ContentType 'application/json'
}

Export-ModuleMember -Function *-Sandbox*
