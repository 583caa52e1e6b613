# Tests with commands that the PowerShell engine alone does not have. The others are engine tests.

BeforeDiscovery { $types = 'Model', 'Basic', 'ModelChange', 'ModelCost', 'ModelVisibility', 'ModelVisibilityChange', 'Session' }
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # As long as the longest ids of the service; the ids of a pair differ only at the end.
    $ids = @(53, 51, 50, 47, 46, 36 | ForEach-Object { "owner/$('x' * ($_ - 18))-preview:low"; "owner/$('x' * ($_ - 18))-preview:max" })
    $entries = @($ids | ForEach-Object {
            @{ id = $_; owned_by = 'owner'; created = 1736966400; name = 'n'; pricing = @{ prompt = 0; completion = 2 }; new_field = 1
                context_length = 1000000; max_output_tokens = 128000; capabilities = @{ vision = $true }; subscription = @{ included = $true } }
        })
    $session = Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox (@{ data = $entries } | ConvertTo-Json -Depth 5)) -PassThru
    $models = Get-NanoGptModel -Detailed -Session $session
    $visibilities = $ids | ForEach-Object { [NanoGpt.ModelVisibility]::new($_, $true, 'c') }
    $changes = $visibilities | ForEach-Object { [NanoGpt.ModelVisibilityChange]::new($_.PSObject.BaseObject, $false, 'd') }
    $before = $models | ForEach-Object { [pscustomobject]@{ Id = $_.Id; PromptPrice = 1 } }
    $objects = @{
        Model                 = $models
        Basic                 = Get-NanoGptModel -Session $session
        ModelChange           = Compare-NanoGptModel $before $models -Property PromptPrice
        ModelCost             = $models | Measure-NanoGptModelCost -PromptTokens 1000
        ModelVisibility       = $visibilities
        ModelVisibilityChange = $changes
        Session               = $session
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'A view of <_>' -ForEach $types {
    BeforeAll {
        $viewed = @($objects[$_])
        $copies = @(Get-Copy $viewed CliXml)
    }

    It 'with Format-List and Format-Wide is the same in ConstrainedLanguage' {
        $viewed.Count | Should -BeGreaterThan 0
        # A separate runspace, because ConstrainedLanguage cannot be left.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module) Import-Module $module').AddArgument($modulePath).Invoke()
            foreach ($objects in $viewed, $copies) {
                $screens = foreach ($language in 'FullLanguage', 'ConstrainedLanguage') {
                    $shell.Runspace.SessionStateProxy.LanguageMode = $language
                    $shell.Commands.Clear()
                    foreach ($format in 'Format-List', 'Format-Wide') {
                        $shell.Commands.Clear()
                        $shell.AddScript("`$input | $format | Out-String -Width 120").Invoke($objects)
                    }
                }
                $shell.Streams.Error | Should -BeNullOrEmpty
                $screens.Count | Should -Be 4
                $screens[2..3] | Should -Be $screens[0..1]
                $screens[2] | Should -Match $(if ($objects[0].Id) { 'preview:low' } else { '127' })
            }
        }
        finally { $shell.Dispose() }
    }

    It 'reads hidden properties that are not shown or converted' {
        foreach ($object in $viewed[0], $copies[0]) {
            ($object | Get-Member).Name | Should -Not -BeLike 'View*'
            ($object | Select-Object *).PSObject.Properties.Name | Should -Not -BeLike 'View*'
            $text = @(
                $object | Format-List * | Out-String -Width 500
                $object | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue
                $object | ConvertTo-Csv
            )
            $text | Should -Not -Match '\bView\w*\b'
        }
    }

    It 'with Format-List loses nothing in a copy of a copy' {
        $again = Get-Copy $copies CliXml
        ($again | Format-List | Out-String -Width 120) | Should -Be ($viewed | Format-List | Out-String -Width 120)
    }
}
