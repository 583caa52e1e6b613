BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"
    Import-Module (Join-Path $PSScriptRoot 'Support/ScriptedHost.psm1')
    Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri

    $preference = @{
        visibleTextModels = @{ 'x-ai/grok-4.3' = $true; 'openai/gpt-5.2' = $false; 'GONE' = $true }
        modelCategories   = @{ 'openai/gpt-5.2' = "B$([char] 0xFC)ro"; 'openai/gpt-5.5' = 'General' }
    }
    $content = @(
        '{'
        '  "format": "NanoGpt.ModelVisibility/1",'
        '  "visibleTextModels": {'
        '    "GONE": true,'
        '    "openai/gpt-5.2": false,'
        '    "x-ai/grok-4.3": true'
        '  },'
        '  "modelCategories": {'
        "    `"openai/gpt-5.2`": `"B$([char] 0xFC)ro`","
        '    "openai/gpt-5.5": "General"'
        '  }'
        '}'
        ''
    ) -join "`n"

    function Get-Text([string] $Path) { [Text.Encoding]::UTF8.GetString([IO.File]::ReadAllBytes($Path)) }
    function Set-Text([string] $Path, [string] $Text) { [IO.File]::WriteAllBytes($Path, [Text.Encoding]::UTF8.GetBytes($Text)) }
    function Get-SavedJson {
        # Returns the saved entries as text that does not depend on their order.
        $saved = Get-SandboxPreference $sandbox
        $maps = foreach ($map in 'visibleTextModels', 'modelCategories') {
            $entries = if ($saved.$map) { @($saved.$map.PSObject.Properties | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Value)" }) } else { @() }
            "${map}: $($entries -join ', ')"
        }
        $maps -join '; '
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

BeforeDiscovery {
    $keepsLinks = $PSVersionTable.PSEdition -eq 'Core' -and -not "$env:NANOGPT_TEST_MODULE".Contains('netstandard')
    $hasPipes = [Environment]::OSVersion.Platform -eq 'Unix'
}

Describe 'Export-NanoGptModelVisibility' {
    BeforeEach {
        Set-SandboxPreference $sandbox -Preference $preference
        Clear-SandboxRequest $sandbox
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))).FullName
        $path = Join-Path $folder 'visibility.json'
    }

    It 'writes one line per entry in ordinal order, in UTF-8 without a byte order mark, with reproducible bytes' {
        Export-NanoGptModelVisibility $path | Should -BeNullOrEmpty
        Get-Text $path | Should -BeExactly $content
        Export-NanoGptModelVisibility $path
        Get-Text $path | Should -BeExactly $content
        (Get-ChildItem $folder).Name | Should -Be 'visibility.json'
    }

    It 'returns the file with -PassThru' {
        $file = Export-NanoGptModelVisibility $path -PassThru
        $file | Should -BeOfType IO.FileInfo
        $file.FullName | Should -Be $path
    }

    It 'writes no file and sends no request with -WhatIf' {
        $seen = Invoke-WithAnswer 'param($module, $path, $cookie, $baseUri) Import-Module $module; Export-NanoGptModelVisibility $path -WhatIf -SessionCookie $cookie -Session (Connect-NanoGpt -BaseUri $baseUri -PassThru)' `
            -Argument $modulePath, $path, $subscriberCookie, $sandbox.BaseUri
        $seen.Lines | Where-Object { $_ -like 'What if:*' } | Should -Be "What if: Performing the operation `"Export visibility preferences`" on target `"$path`"."
        Test-Path $path | Should -BeFalse
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'prompts with -Confirm' {
        $seen = Invoke-WithAnswer 'param($module, $path, $cookie, $baseUri) Import-Module $module; Export-NanoGptModelVisibility $path -Confirm -SessionCookie $cookie -Session (Connect-NanoGpt -BaseUri $baseUri -PassThru)' `
            -Argument $modulePath, $path, $subscriberCookie, $sandbox.BaseUri -Answer 2
        $seen.Questions | Should -HaveCount 1
        Test-Path $path | Should -BeFalse
    }

    It 'replaces a file, except with -NoClobber' {
        Set-Text $path 'old'
        $thrown = Get-ThrownError { Export-NanoGptModelVisibility $path -NoClobber }
        $thrown.FullyQualifiedErrorId | Should -Be 'FileExists,NanoGpt.Cmdlets.ExportNanoGptModelVisibilityCommand'
        "$thrown" | Should -BeLike "The file '$path' exists, and -NoClobber is specified.*"
        Get-Text $path | Should -Be 'old'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        Export-NanoGptModelVisibility $path
        Get-Text $path | Should -BeExactly $content
        Export-NanoGptModelVisibility "$path.new" -NoClobber
        Get-Text "$path.new" | Should -BeExactly $content
    }

    It 'replaces a read-only file with -Force, and keeps it read-only' {
        Set-Text $path 'old'
        Set-ItemProperty $path IsReadOnly $true
        $thrown = Get-ThrownError { Export-NanoGptModelVisibility $path }
        $thrown.FullyQualifiedErrorId | Should -BeLike 'FileReadOnly,*'
        "$thrown" | Should -BeLike "The file '$path' is read-only. *-Force."
        Get-Text $path | Should -Be 'old'
        Export-NanoGptModelVisibility $path -Force
        Get-Text $path | Should -BeExactly $content
        (Get-Item $path).IsReadOnly | Should -BeTrue
        Set-ItemProperty $path IsReadOnly $false
    }

    It 'keeps a link, and writes its target' -Skip:(-not $keepsLinks) {
        $target = Join-Path $folder 'target.json'
        Set-Text $target 'old'
        $null = New-Item -ItemType SymbolicLink -Path $path -Target $target
        Export-NanoGptModelVisibility $path
        (Get-Item $path).LinkType | Should -Be 'SymbolicLink'
        Get-Text $target | Should -BeExactly $content
    }

    It 'does not replace a pipe or a device, also as the target of a link (<_>)' -Skip:(-not $hasPipes) -ForEach @(
        'pipe'
        if ($keepsLinks) { 'link' }
    ) {
        mkfifo (Join-Path $folder 'pipe')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder 'link') -Target (Join-Path $folder 'pipe')
        $place = Join-Path $folder $_
        $thrown = Get-ThrownError { Export-NanoGptModelVisibility $place -Force }
        $thrown.FullyQualifiedErrorId | Should -Be 'PathNotFile,NanoGpt.Cmdlets.ExportNanoGptModelVisibilityCommand'
        "$thrown" | Should -BeLike "'$place' is a device or a pipe*"
        (Get-Item (Join-Path $folder 'pipe')).UnixStat.ItemType | Should -Be 'NamedPipe'
        (Get-ChildItem $folder).Name | Should -Be 'link', 'pipe'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'escapes characters that are invisible in a diff' {
        $hidden = "a$([char] 0x202E)b"
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ $hidden = $true }; modelCategories = @{ $hidden = "x$([char] 0x200B)" } }
        Export-NanoGptModelVisibility $path
        Get-Text $path | Should -BeLike '*"a\u202Eb": true*"a\u202Eb": "x\u200B"*'
        Import-NanoGptModelVisibility $path -Replace -PassThru | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'deletes the temporary files of killed exports' {
        $left = Join-Path $folder ".visibility.json.$((New-Guid).ToString('N')).tmp"
        Set-Text $left 'half'
        Export-NanoGptModelVisibility $path
        Test-Path $left | Should -BeTrue
        (Get-Item $left -Force).LastWriteTimeUtc = [datetime]::UtcNow.AddHours(-1)
        Export-NanoGptModelVisibility $path
        Test-Path $left | Should -BeFalse
    }

    It 'keeps the old file, and leaves no other, after a failure' {
        Set-Text $path 'old'
        foreach ($fault in 'status=500', 'html', 'drop', 'truncate=30') {
            $session = Connect-NanoGpt -SessionCookie $subscriberCookie -BaseUri (Get-SandboxFault $sandbox $fault) -MaximumRetryCount 0 -PassThru
            { Export-NanoGptModelVisibility $path -Session $session } | Should -Throw
        }
        Disconnect-NanoGpt
        Connect-NanoGpt -SessionCookie $subscriberCookie -ApiKey $subscriberKey -BaseUri $sandbox.BaseUri
        Get-Text $path | Should -Be 'old'
        (Get-ChildItem $folder).Name | Should -Be 'visibility.json'
    }

    It 'resolves paths like PowerShell: relative to its location, and on its drives' {
        $null = New-PSDrive -Name Exports -PSProvider FileSystem -Root $folder -Scope Global
        try {
            Export-NanoGptModelVisibility Exports:\drive.json
            Push-Location Exports:\
            try {
                Export-NanoGptModelVisibility relative.json
                Export-NanoGptModelVisibility -LiteralPath ./literal.json
            }
            finally { Pop-Location }
        }
        finally { Remove-PSDrive Exports -Scope Global }
        foreach ($name in 'drive.json', 'relative.json', 'literal.json') { Get-Text (Join-Path $folder $name) | Should -BeExactly $content }
    }

    It 'treats brackets literally with -LiteralPath, and as a wildcard with -Path' {
        Export-NanoGptModelVisibility -LiteralPath (Join-Path $folder 'a[1].json')
        (Get-ChildItem $folder).Name | Should -Be 'a[1].json'
        Set-Text (Join-Path $folder 'b1.json') 'old'
        Export-NanoGptModelVisibility (Join-Path $folder 'b[1-3].json')
        Get-Text (Join-Path $folder 'b1.json') | Should -BeExactly $content
        Export-NanoGptModelVisibility (Join-Path $folder 'a`[2`].json')
        Test-Path -LiteralPath (Join-Path $folder 'a[2].json') | Should -BeTrue
    }

    It 'describes an invalid path, before any request' {
        Set-Text (Join-Path $folder 'one.json') ''
        Set-Text (Join-Path $folder 'two.json') ''
        foreach ($case in @(
                @{ Path = Join-Path $folder '*.json'; Id = 'AmbiguousPath'; Message = '*matches 2 files*' }
                @{ Path = Join-Path $folder 'none*.json'; Id = 'PathNotFound'; Message = 'No file matches the pattern*none*-LiteralPath*' }
                @{ Path = $folder; Id = 'PathIsFolder'; Message = '*is a folder*' }
                @{ Path = Join-Path $folder 'none/visibility.json'; Id = 'PathNotFound'; Message = 'The folder*none*does not exist*' }
                @{ Path = 'nowhere:\visibility.json'; Id = 'PathNotFound'; Message = '*nowhere*' }
                @{ Path = Join-Path $folder "null$([char] 0).json"; Id = 'FileNotWritten'; Message = '*is not a valid path*' }
                @{ Path = 'env:VISIBILITY'; Id = 'PathNotFileSystem'; Message = '*not on a file system drive*' }
            )) {
            $thrown = Get-ThrownError { Export-NanoGptModelVisibility $case.Path }
            $thrown.FullyQualifiedErrorId | Should -Be "$($case.Id),NanoGpt.Cmdlets.ExportNanoGptModelVisibilityCommand"
            "$thrown" | Should -BeLike $case.Message
        }
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }
}

Describe 'Import-NanoGptModelVisibility' {
    BeforeEach {
        Set-SandboxUpsert $sandbox Merge
        Set-SandboxPreference $sandbox -Preference $preference
        Clear-SandboxRequest $sandbox
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive (New-Guid))).FullName
        $path = Join-Path $folder 'visibility.json'
        Set-Text $path $content
    }

    It 'changes nothing and sends nothing after an export (<_>)' -ForEach 'Merge', 'Replace' {
        Set-SandboxUpsert $sandbox $_
        Export-NanoGptModelVisibility $path
        $before = Get-SavedJson
        Import-NanoGptModelVisibility $path -PassThru | Should -BeNullOrEmpty
        Import-NanoGptModelVisibility $path -Replace -PassThru | Should -BeNullOrEmpty
        Get-Sent | Should -BeNullOrEmpty
        Get-SavedJson | Should -BeExactly $before
    }

    It 'merges the entries of the file' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.2' = $true; GONE = $false; other = $true }; modelCategories = @{ 'openai/gpt-5.5' = 'Mine'; other = 'Mine' } }
        $changes = Import-NanoGptModelVisibility $path -PassThru
        $changes | Should -BeOfType NanoGpt.ModelVisibilityChange
        $changes.Id | Should -BeExactly 'GONE', 'openai/gpt-5.2', 'openai/gpt-5.5', 'x-ai/grok-4.3'
        $changes[2].Description | Should -Be 'category: Mine -> General'
        @(Get-Sent).Count | Should -Be 1
        Get-SavedJson | Should -BeExactly "visibleTextModels: GONE=True, openai/gpt-5.2=False, other=True, x-ai/grok-4.3=True; modelCategories: openai/gpt-5.2=B$([char] 0xFC)ro, openai/gpt-5.5=General, other=Mine"
    }

    It 'makes the account equal to the file with -Replace, if NanoGPT supports it' {
        Set-SandboxUpsert $sandbox Replace
        $expected = Get-SavedJson
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.2' = $true; GONE = $false; other = $true }; modelCategories = @{ 'x-ai/grok-4.3' = 'Mine'; other = 'Mine' } }
        Import-NanoGptModelVisibility $path -Replace -ErrorAction Stop
        Get-SavedJson | Should -BeExactly $expected
    }

    It 'warns once with -Replace about visibilities that NanoGPT keeps' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ other = $true; GONE = $false }; modelCategories = @{ another = 'Mine' } }
        $changes = Import-NanoGptModelVisibility $path -Replace -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        $changes.Id | Should -BeExactly 'GONE', 'another', 'openai/gpt-5.2', 'openai/gpt-5.5', 'other', 'x-ai/grok-4.3'
        ($changes | Where-Object Result -EQ NotRemoved).Description | Should -Be 'visible: true (not removed)'
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike 'NanoGPT did not remove the saved values of other, *'
    }

    It 'shows the plan with -WhatIf, entry by entry, and sends nothing' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.2' = $true; other = $true } }
        $seen = Invoke-WithAnswer 'param($module, $path, $cookie, $baseUri) Import-Module $module; Import-NanoGptModelVisibility $path -Replace -WhatIf -SessionCookie $cookie -Session (Connect-NanoGpt -BaseUri $baseUri -PassThru)' `
            -Argument $modulePath, $path, $subscriberCookie, $sandbox.BaseUri
        $seen.Lines | Where-Object { $_ -like 'What if:*' } | Should -Be @(
            'What if: Performing the operation "visible: not saved -> true" on target "GONE".'
            "What if: Performing the operation `"visible: true -> false, category: none -> B$([char] 0xFC)ro`" on target `"openai/gpt-5.2`"."
            'What if: Performing the operation "category: none -> General" on target "openai/gpt-5.5".'
            'What if: Performing the operation "visible: true -> not saved" on target "other".'
            'What if: Performing the operation "visible: not saved -> true" on target "x-ai/grok-4.3".'
        )
        Get-Sent | Should -BeNullOrEmpty
    }

    It 'prompts with -Confirm for each entry' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.2' = $true; GONE = $false } }
        $seen = Invoke-WithAnswer 'param($module, $path, $cookie, $baseUri) Import-Module $module; Import-NanoGptModelVisibility $path -Confirm -PassThru -SessionCookie $cookie -Session (Connect-NanoGpt -BaseUri $baseUri -PassThru)' `
            -Argument $modulePath, $path, $subscriberCookie, $sandbox.BaseUri -Answer 2, 0, 3
        $seen.Questions.Count | Should -Be 3
        $seen.Output.Id | Should -Be 'openai/gpt-5.2'
    }

    It 'fails if another writer changed an entry, unless -Force is specified' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ 'openai/gpt-5.2' = $true } }
        Add-SandboxWriter $sandbox -Before 2 -Change @{ modelCategories = @{ 'openai/gpt-5.2' = 'Theirs' } }
        (Get-ThrownError { Import-NanoGptModelVisibility $path }).FullyQualifiedErrorId | Should -BeLike 'Conflict,*'
        Get-Sent | Should -BeNullOrEmpty
        Add-SandboxWriter $sandbox -Before 2 -Change @{ modelCategories = @{ 'openai/gpt-5.2' = 'Others' } }
        Import-NanoGptModelVisibility $path -Force -ErrorAction SilentlyContinue
        @(Get-Sent).Count | Should -Be 1
    }

    It 'reads files of other programs, with a byte order mark or in UTF-16' {
        Set-SandboxPreference $sandbox -Preference @{}
        foreach ($encoding in [Text.UTF8Encoding]::new($true), [Text.UnicodeEncoding]::new($false, $true), [Text.UnicodeEncoding]::new($true, $true)) {
            [IO.File]::WriteAllBytes($path, [byte[]] ($encoding.GetPreamble() + $encoding.GetBytes(($content -replace "`n", "`r`n"))))
            $seen = Import-NanoGptModelVisibility $path -PassThru -Confirm:$false -ErrorAction SilentlyContinue
            $seen.Category | Should -Contain "B$([char] 0xFC)ro"
            Set-SandboxPreference $sandbox -Preference @{}
        }
    }

    It 'reports one error with its position, and sends no request, if the file is <What>' -ForEach @(
        @{ What = 'not JSON'; Text = 'visible: yes'; Place = 'line 1, column 1: invalid or incomplete JSON.' }
        @{ What = 'of another version'; Text = "{`n  `"format`": `"NanoGpt.ModelVisibility/2`"`n}"; Place = 'line 2, column 13: unsupported format.*NanoGpt.ModelVisibility/1*' }
        @{ What = 'of another format'; Text = '{"a":1}'; Place = "line 1, column 2: unknown property 'a'.*" }
        @{ What = 'of a wrong type'; Text = "{`"format`":`"NanoGpt.ModelVisibility/1`",`n`"visibleTextModels`":{`"a`":`"yes`"}}"; Place = "line 2, column 26: the visibility of 'a' must be true or false.*" }
        @{ What = 'with a duplicate id'; Text = "{`"format`":`"NanoGpt.ModelVisibility/1`",`n`"visibleTextModels`":{`"a`":true,`n`"a`":true}}"; Place = "line 3, column 1: duplicate id 'a' in visibleTextModels.*" }
        @{ What = 'with a trailing comma'; Text = "{`n  `"format`": `"NanoGpt.ModelVisibility/1`",`n  `"visibleTextModels`": {`n    `"a`": true,`n  }`n}"; Place = 'line 4, column 14: a trailing comma is not allowed in JSON.' }
        @{ What = 'with a comment'; Text = "{`n  `"format`": `"NanoGpt.ModelVisibility/1`", // ours`n  `"visibleTextModels`": {}`n}"; Place = 'line 2, column 42: comments are not allowed in JSON.' }
        @{ What = 'without its maps'; Text = '{"format":"NanoGpt.ModelVisibility/1"}'; Place = "line 1, column 38: the property 'visibleTextModels' is missing.*" }
    ) {
        Set-Text $path $Text
        foreach ($options in @{}, @{ Replace = $true }, @{ WhatIf = $true }) {
            $thrown = Get-ThrownError { Import-NanoGptModelVisibility $path @options }
            $thrown.FullyQualifiedErrorId | Should -Be 'InvalidVisibilityFile,NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand'
            "$thrown" | Should -BeLike "$path, $Place*No request was sent."
        }
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'does not read a device, pipe, or socket (<_>)' -Skip:(-not $hasPipes) -ForEach 'pipe', 'link', '/dev/zero' {
        mkfifo (Join-Path $folder 'pipe')
        $null = New-Item -ItemType SymbolicLink -Path (Join-Path $folder 'link') -Target (Join-Path $folder 'pipe')
        $place = if ($_ -like '/*') { $_ } else { Join-Path $folder $_ }
        $thrown = Get-ThrownError { Import-NanoGptModelVisibility $place }
        $thrown.FullyQualifiedErrorId | Should -Be 'PathNotFile,NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand'
        "$thrown" | Should -BeLike "'$place' is a device or a pipe*"
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'does not read or replace a pipe in ConstrainedLanguage' -Skip:(-not $hasPipes) {
        mkfifo (Join-Path $folder 'pipe')
        $state = [initialsessionstate]::CreateDefault()
        $state.ImportPSModule($modulePath)
        $shell = [powershell]::Create($state)
        try {
            $shell.Runspace.SessionStateProxy.LanguageMode = 'ConstrainedLanguage'
            foreach ($command in 'Import-NanoGptModelVisibility', 'Export-NanoGptModelVisibility') {
                $shell.Commands.Clear()
                $null = $shell.AddCommand($command).AddParameter('Path', (Join-Path $folder 'pipe')).AddParameter('SessionCookie', $subscriberCookie)
                (Get-ThrownError { $shell.Invoke() }).Exception.InnerException.ErrorRecord.FullyQualifiedErrorId | Should -BeLike 'PathNotFile,*'
            }
        }
        finally { $shell.Dispose() }
    }

    It 'does not read a file that is too large' {
        $stream = [IO.File]::OpenWrite($path)
        try { $stream.SetLength(1GB) } finally { $stream.Dispose() } # A sparse file uses no disk space.
        $thrown = Get-ThrownError { Import-NanoGptModelVisibility $path }
        $thrown.FullyQualifiedErrorId | Should -Be 'VisibilityFileTooLarge,NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand'
        "$thrown" | Should -BeLike "'$path' * 64 MiB *Export-NanoGptModelVisibility."
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'resolves paths like PowerShell' {
        Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ GONE = $true } }
        [IO.File]::Copy($path, (Join-Path $folder 'a[1].json'))
        $null = New-PSDrive -Name Imports -PSProvider FileSystem -Root $folder -Scope Global
        Push-Location $folder
        try {
            foreach ($options in @{ Path = 'visibility.json' }, @{ Path = 'visib*.json' }, @{ Path = 'Imports:\visibility.json' }, @{ LiteralPath = 'a[1].json' }, @{ LiteralPath = $path }) {
                Set-SandboxPreference $sandbox -Preference @{ visibleTextModels = @{ GONE = $false } }
                (Import-NanoGptModelVisibility @options -PassThru).Id | Should -Contain 'GONE'
            }
        }
        finally {
            Pop-Location
            Remove-PSDrive Imports -Scope Global
        }
    }

    It 'describes an invalid path, and sends no request' {
        foreach ($case in @(
                @{ Options = @{ Path = Join-Path $folder 'none.json' }; Id = 'FileNotRead' }
                @{ Options = @{ Path = Join-Path $folder 'none*.json' }; Id = 'PathNotFound' }
                @{ Options = @{ LiteralPath = Join-Path $folder '*.json' }; Id = 'FileNotRead' }
                @{ Options = @{ Path = $folder }; Id = 'PathIsFolder' }
                @{ Options = @{ Path = 'nowhere:\visibility.json' }; Id = 'PathNotFound' }
                @{ Options = @{ Path = Join-Path $folder "null$([char] 0).json" }; Id = 'FileNotRead' }
                @{ Options = @{ LiteralPath = Join-Path $folder "null$([char] 0).json" }; Id = 'FileNotRead' }
                @{ Options = @{ Path = 'variable:PWD' }; Id = 'PathNotFileSystem' }
            )) {
            $thrown = Get-ThrownError { $options = $case.Options; Import-NanoGptModelVisibility @options }
            $thrown.FullyQualifiedErrorId | Should -Be "$($case.Id),NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand"
        }
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }
}
