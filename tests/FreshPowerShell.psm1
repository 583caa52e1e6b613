# Runs a script in a PowerShell of its own, of the kind that runs this: a module can't be loaded anew into a process.

Set-StrictMode -Version 3.0

function Invoke-FreshPowerShell {
    <#
    .SYNOPSIS
        Runs a script file with the arguments behind it; $LASTEXITCODE says how it ended.
    #>
    $program = 'pwsh', 'pwsh.exe', 'powershell.exe' | ForEach-Object { Join-Path $PSHOME $_ } | Where-Object { Test-Path $_ } | Select-Object -First 1
    # As a .NET tool it has no program of its own.
    if ($program) { & $program -NoProfile -NonInteractive -File @args }
    else { & dotnet (Join-Path $PSHOME 'pwsh.dll') -NoProfile -NonInteractive -File @args }
}

Export-ModuleMember -Function Invoke-FreshPowerShell
