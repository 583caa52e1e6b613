# Starts, controls, and stops a sandbox in a separate process.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Start-Sandbox {
    <#
    .SYNOPSIS
        Starts a sandbox on a free port of this machine. It ends when this process ends, if not earlier.
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
    # Only this process holds the input pipe of the sandbox. When the pipe closes, the sandbox ends.
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
        Gets the requests that the sandbox has received since its start or the last Clear-SandboxRequest.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Sandbox)

    # Enumerated: otherwise, an empty array would be one null request.
    foreach ($request in Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/requests") { $request }
}

function Clear-SandboxRequest {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Sandbox)

    $null = Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/requests" -Method Delete
}

function New-SandboxResponse {
    <#
    .SYNOPSIS
        Adds a predefined response and gets its base URI. Every request below that URI receives the response.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Sandbox,
        [Parameter(Mandatory)] [AllowEmptyString()] [string] $Body,
        [string] $ContentType = 'application/json',
        [int] $Status = 200
    )

    $bytes = [Text.Encoding]::UTF8.GetBytes($Body)
    (Invoke-RestMethod "$($Sandbox.BaseUri)sandbox/responses?status=$Status" -Method Put -Body $bytes -ContentType $ContentType).baseUri
}

function Get-SandboxFault {
    <#
    .SYNOPSIS
        Gets a base URI below which every response has a fault, such as 'status=503' or 'drop'.
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
        Gets the saved preferences of an account; nothing if there are none.
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
        Sets the saved preferences of an account: a hashtable, JSON, or $null for a JSON null. Without -Preference,
        removes them.
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
        Merges a change into the preferences of an account right before the n-th request for them from now, like another
        writer. A $null removes the property.
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

function Set-SandboxUpsert {
    <#
    .SYNOPSIS
        Sets whether a request to save merges or replaces the saved preferences.
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
        Sets the ids whose entries are accepted but not saved.
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
