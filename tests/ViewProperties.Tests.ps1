BeforeDiscovery {
    $types = 'Model', 'Basic', 'ModelChange', 'ModelCost', 'ModelVisibility', 'ModelVisibilityChange', 'Session'
    $idTypes = $types | Where-Object { $_ -ne 'Session' }
}
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
    $makeChange = [NanoGpt.ModelVisibilityChange].GetConstructors('NonPublic, Instance')[0]
    $changes = $visibilities | ForEach-Object { $makeChange.Invoke([object[]]@($_.PSObject.BaseObject, $false, 'd')) }
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

    It 'is the same in ConstrainedLanguage' {
        $viewed.Count | Should -BeGreaterThan 0
        # A separate runspace, because ConstrainedLanguage cannot be left.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module) Import-Module $module').AddArgument($modulePath).Invoke()
            foreach ($objects in $viewed, $copies) {
                $screens = foreach ($language in 'FullLanguage', 'ConstrainedLanguage') {
                    $shell.Runspace.SessionStateProxy.LanguageMode = $language
                    $shell.Commands.Clear()
                    foreach ($format in '', '| Format-Table', '| Format-List', '| Format-Wide') {
                        $shell.Commands.Clear()
                        $shell.AddScript("`$input $format | Out-String -Width 120").Invoke($objects)
                    }
                }
                $shell.Streams.Error | Should -BeNullOrEmpty
                $screens.Count | Should -Be 8
                $screens[4..7] | Should -Be $screens[0..3]
                $screens[4] | Should -Match $(if ($objects[0].Id) { 'preview:low' } else { '127' })
            }
        }
        finally { $shell.Dispose() }
    }

    It 'reads hidden properties that are not shown or serialized' {
        foreach ($object in $viewed[0], $copies[0]) {
            $object.View | Should -Not -BeNullOrEmpty
            ($object | Get-Member).Name | Should -Not -BeLike 'View*'
            $object.PSObject.Properties.Name | Should -Not -BeLike 'View*'
            ($object | Select-Object *).PSObject.Properties.Name | Should -Not -BeLike 'View*'
            $text = @(
                $object | Format-List * | Out-String -Width 500
                $object | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue
                $object | ConvertTo-Csv
                [Management.Automation.PSSerializer]::Serialize($object)
            )
            $text | Should -Not -Match '\bView\w*\b'
        }
    }

    It 'loses nothing in a copy of a copy' {
        $again = Get-Copy $copies CliXml
        ($again | Out-String -Width 120) | Should -Be ($viewed | Out-String -Width 120)
        ($again | Format-List | Out-String -Width 120) | Should -Be ($viewed | Format-List | Out-String -Width 120)
    }
}

Describe 'An id in a table of <_>' -ForEach $idTypes {
    It 'is complete on one line at 120 columns' {
        $lines = ($objects[$_] | Get-Screen) -split '\r?\n'
        foreach ($id in $objects[$_].Id) { @($lines -like "*$id*").Count | Should -Be 1 }
    }

    It 'is complete at 80 columns, on two lines if necessary' {
        $text = ($objects[$_] | Get-Screen -Width 80) -replace '\s'
        foreach ($id in $objects[$_].Id) { $text | Should -BeLike "*$id*" }
    }
}

Describe 'An id longer than any id of the service' {
    It 'keeps its end in a table of <Name>' -ForEach @(
        @{ Name = 'basic models'; Arguments = @{} }
        @{ Name = 'detailed models'; Arguments = @{ Detailed = $true } }
    ) {
        $long = 'x' * 60
        $body = @{ data = @(@{ id = "$long-low"; owned_by = 'o' }, @{ id = "$long-max"; owned_by = 'o' }) } | ConvertTo-Json -Depth 3
        $lines = (Get-NanoGptModel @Arguments -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body) -PassThru) | Get-Screen).Trim() -split '\r?\n'
        $lines[2] | Should -Match "^$([char] 0x2026)x{48}-low( |`$)"
        $lines[3] | Should -Match "^$([char] 0x2026)x{48}-max( |`$)"
    }
}

Describe 'The properties of the views' {
    It 'cause no error after the module is removed, and work again after it is imported' {
        $shell = [powershell]::Create()
        try {
            $given = $shell.AddScript({
                    param($module, $copy)
                    Import-Module $module; Import-Module $module -Force
                    Remove-Module NanoGpt
                    $copy | Out-String -Width 120
                    Import-Module $module
                    $copy | Out-String -Width 120
                }).AddArgument($modulePath).AddArgument((Get-Copy $models[0] CliXml)).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $given[0] | Should -BeLike '*owner/*'
            $given[1] | Should -Be ($models[0] | Out-String -Width 120)
        }
        finally { $shell.Dispose() }
    }
}
