BeforeAll {
    . "$PSScriptRoot/Common.ps1"

    $planted = 'sk-nano-planted0-feed-4bad-8bee-c0ffeec0ffee'
    $plantedCookie = 'session=planted-cookie-c0ffeec0ffee'

    # What the hunted command is given; the secrets are variables in it, as they should be in anybody's script.
    $setup = {
        param($path, $baseUri, $key, $cookie)
        $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
        Import-Module $path -Verbose:$false
        Connect-NanoGpt -ApiKey $key -SessionCookie $cookie -BaseUri $baseUri -MaximumRetryCount 1
    }

    function Get-Rendering($Object) {
        "$Object"
        $Object | Out-String -Width 4096
        $Object | Format-List * -Force | Out-String -Width 4096
        # Not deeper: below lies PowerShell itself, with the hunter's own variables.
        [Management.Automation.PSSerializer]::Serialize($Object, 1)
    }

    function Get-Trace([string] $BaseUri, [string] $Command) {
        # Everything that a command leaves behind in a PowerShell of its own, as text.
        $shell = [powershell]::Create()
        try {
            foreach ($script in $setup, $Command) {
                $null = $shell.AddScript("$script")
                if ($script -eq $setup) {
                    foreach ($argument in $modulePath, $BaseUri, $planted, $plantedCookie) { $null = $shell.AddArgument($argument) }
                }
                $null = $shell.AddStatement()
            }
            $output = try { @($shell.Invoke()) } catch { @($_.Exception) }
            $errors = $shell.Runspace.SessionStateProxy.GetVariable('Error')
            $streams = foreach ($name in 'Error', 'Warning', 'Verbose', 'Debug', 'Information', 'Progress') { $shell.Streams.$name }
            foreach ($trace in @($output) + @($errors) + @($streams)) {
                if ($null -eq $trace) { continue }
                Get-Rendering $trace
                if ($trace -isnot [Management.Automation.ErrorRecord]) { continue }
                for ($inner = $trace.Exception; $inner; $inner = $inner.InnerException) {
                    Get-Rendering $inner
                    $inner.Data | Out-String
                    [Management.Automation.PSSerializer]::Serialize($inner, 3)
                }
                foreach ($part in 'TargetObject', 'ErrorDetails', 'CategoryInfo', 'InvocationInfo') {
                    if ($trace.$part) { Get-Rendering $trace.$part }
                }
                $trace.InvocationInfo.BoundParameters | Out-String -Width 4096
            }
        }
        finally { $shell.Dispose() }
    }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'The key and the cookie' {
    It 'leave no trace when a call <What>' -ForEach @(
        @{ What = 'succeeds'; Fault = $null; Command = 'Get-NanoGptModel -Detailed -Verbose -Debug; Get-NanoGptSession; Connect-NanoGpt -ApiKey $key -BaseUri $baseUri -PassThru -Verbose'; Shows = 'VERBOSE' }
        @{ What = 'is not authorized'; Fault = $null; Command = 'Get-NanoGptModel -Scope Personalized -Verbose'; Shows = 'Unauthorized' }
        @{ What = 'is refused'; Fault = 'status=403'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'Forbidden' }
        @{ What = 'is not answered'; Fault = 'drop'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'ConnectionFailed' }
        @{ What = 'gets a page'; Fault = 'html'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'InvalidResponse' }
        @{ What = 'is sent elsewhere'; Fault = 'redirect=307,to=http://127.0.0.1:1/'; Command = 'Get-NanoGptModel -Verbose'; Shows = 'Redirected' }
        @{ What = 'gets a key of its own that is no key'; Fault = $null; Command = 'Get-NanoGptModel -ApiKey "$key "'; Shows = 'ParameterArgumentTransformationError' }
        @{ What = 'finds nothing'; Fault = $null; Command = 'Get-NanoGptModel nope -ApiKey $key'; Shows = 'ModelNotFound' }
    ) {
        $baseUri = if ($Fault) { Get-SandboxFault $sandbox $Fault } else { $sandbox.BaseUri }
        $traces = Get-Trace $baseUri $Command
        if ($Shows -ne 'VERBOSE') { "$traces" | Should -BeLike "*$Shows*" } else { "$traces" | Should -BeLike '*GET http://*' }
        $traces | Select-String -SimpleMatch $planted, $plantedCookie, 'c0ffeec0ffee' | Should -BeNullOrEmpty
    }

    It 'are masked even where the service repeats them' {
        $answer = New-SandboxAnswer $sandbox "{`"error`":{`"message`":`"Incorrect API key: $planted`",`"code`":`"$planted`"}}" -Status 401
        $traces = Get-Trace $answer 'Get-NanoGptModel -Verbose'
        "$traces" | Should -BeLike '*Incorrect API key: *'
        $traces | Select-String -SimpleMatch $planted | Should -BeNullOrEmpty
    }

    It 'are not in any rendering of the session' {
        Connect-NanoGpt -ApiKey $planted -SessionCookie $plantedCookie -BaseUri $sandbox.BaseUri
        $path = Join-Path $TestDrive 'session.xml'
        Get-NanoGptSession | Export-Clixml $path -Depth 9
        $renderings = @(
            Get-NanoGptSession | ConvertTo-Json -Depth 9
            Get-NanoGptSession | ConvertTo-Csv
            Get-NanoGptSession | Out-String
            Get-NanoGptSession | Format-List * -Force | Out-String -Width 4096
            Get-NanoGptSession | Format-Custom -Depth 9 | Out-String -Width 4096
            (Get-NanoGptSession).ToString()
            Get-Content -Raw $path
            (Get-NanoGptSession).PSObject.Properties.Value
        )
        Disconnect-NanoGpt
        "$renderings" | Should -BeLike '*ffee*'
        $renderings | Select-String -SimpleMatch 'c0ffee' | Should -BeNullOrEmpty
    }

    It 'are not in a transcript' {
        $path = Join-Path $TestDrive 'transcript.txt'
        $script = Join-Path $TestDrive 'transcribed.ps1'
        @'
param($path, $module, $baseUri, $transcript)
Start-Transcript $transcript | Out-Null
Import-Module $module
Connect-NanoGpt -ApiKey $env:PLANTED -BaseUri $baseUri -PassThru
Get-NanoGptModel -Verbose | Select-Object -First 1
try { Get-NanoGptModel -Scope Personalized } catch { $_ }
Stop-Transcript | Out-Null
'@ | Set-Content $script
        $env:PLANTED = $planted
        try { Invoke-FreshPowerShell $script $script $modulePath $sandbox.BaseUri $path | Out-Null }
        finally { $env:PLANTED = $null }
        Get-Content -Raw $path | Should -BeLike '*The API key is invalid*'
        Get-Content -Raw $path | Should -Not -BeLike "*$planted*"
    }

    It 'does not reach the environment' {
        Connect-NanoGpt -ApiKey $planted -BaseUri $sandbox.BaseUri
        (Get-ChildItem env:).Value | Should -Not -Contain $planted
        Disconnect-NanoGpt
    }

    It 'shows no end of a short key' {
        Connect-NanoGpt -ApiKey 'short-key'
        (Get-NanoGptSession).ApiKey | Should -Be '****'
        Disconnect-NanoGpt
    }
}
