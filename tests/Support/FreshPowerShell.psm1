# Runs a script in a PowerShell of its own, of the kind that runs this: a module can't be loaded anew into a process.

Set-StrictMode -Version 3.0

function Invoke-FreshPowerShell {
    <#
    .SYNOPSIS
        Runs a script file with the arguments behind it; $LASTEXITCODE says how it ended.
    #>
    $program, $options = Get-FreshPowerShell
    & $program @options @args
}

function Start-FreshPowerShell {
    <#
    .SYNOPSIS
        Starts a script file with the arguments behind it, and gives its process.
    #>
    $program, $options = Get-FreshPowerShell
    Start-Process $program -PassThru -ArgumentList ((@($options) + $args | ForEach-Object { "`"$_`"" }) -join ' ')
}

function Get-FreshPowerShell {
    $options = '-NoProfile', '-NonInteractive', '-File'
    $program = 'pwsh', 'pwsh.exe', 'powershell.exe' | ForEach-Object { Join-Path $PSHOME $_ } | Where-Object { Test-Path $_ } | Select-Object -First 1
    # As a .NET tool it has no program of its own.
    if ($program) { $program, $options } else { 'dotnet', (@(Join-Path $PSHOME 'pwsh.dll') + $options) }
}

Export-ModuleMember -Function Invoke-FreshPowerShell, Start-FreshPowerShell
