# Runs a script in a new process of the same PowerShell edition, because a process cannot reload a module.

Set-StrictMode -Version 3.0

function Invoke-FreshPowerShell {
    <#
    .SYNOPSIS
        Runs a script file with the arguments that follow it. $LASTEXITCODE contains the exit code.
    #>
    $program, $options = Get-FreshPowerShell
    & $program @options @args
}

function Get-FreshPowerShell {
    <#
    .SYNOPSIS
        Returns the program and the options before the path of a script file.
    #>
    $options = '-NoProfile', '-NonInteractive', '-File'
    $program = 'pwsh', 'pwsh.exe', 'powershell.exe' | ForEach-Object { Join-Path $PSHOME $_ } | Where-Object { Test-Path $_ } | Select-Object -First 1
    # The .NET tool has no executable file of its own.
    if ($program) { $program, $options } else { 'dotnet', (@(Join-Path $PSHOME 'pwsh.dll') + $options) }
}

Export-ModuleMember -Function Get-FreshPowerShell, Invoke-FreshPowerShell
