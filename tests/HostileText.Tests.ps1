BeforeDiscovery { $copyKinds = 'Live', 'CliXml', 'Json' }
BeforeAll {
    . "$PSScriptRoot/Support/Common.ps1"

    # Terminal control sequences: colors, a title, a bell, C1, text direction, a line break.
    $unsafe = "$($esc)[2J$($esc)]0;pwned`a$([char] 0x9B)31m$([char] 0x202E)$([char] 0x2066)`r`n$([char] 0x2028)$([char] 0x85)evil"
    $pattern = '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]'

    function New-UnsafeText([string] $Name) { "$Name$unsafe" }
    $entry = @{
        id = New-UnsafeText 'some/model'; object = 'model'; created = 1736966400; owned_by = New-UnsafeText 'owner'
        name = New-UnsafeText 'name'; description = New-UnsafeText 'description'; category = New-UnsafeText 'category'
        capabilities = @{ vision = $true; (New-UnsafeText 'new') = $true }
        architecture = @{ input_modalities = @(New-UnsafeText 'in'); output_modalities = @(New-UnsafeText 'out') }
        pricing = @{ prompt = 1; completion = 2 }
        icon_url = "/icons/$(New-UnsafeText 'icon')"; cost_estimate = @{ (New-UnsafeText 'cheap') = New-UnsafeText 'very' }
        subscription = @{ included = $true; note = New-UnsafeText 'note' }
        distillationPolicy = @{ status = New-UnsafeText 'status'; label = New-UnsafeText 'label' }
        (New-UnsafeText 'field') = @{ (New-UnsafeText 'deep') = @(New-UnsafeText 'value') }
    }
    $body = @{ object = 'list'; data = @($entry) } | ConvertTo-Json -Depth 9
    Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body)
    $detailed = Get-NanoGptModel -Detailed
    $basic = Get-NanoGptModel

    function Select-Unsafe {
        # Returns the lines that contain terminal control characters.
        $input -split '\r?\n' | Where-Object { $_ -match $pattern }
    }
}
AfterAll {
    Disconnect-NanoGpt
    Stop-Sandbox $sandbox
}

Describe 'Terminal control characters in text of the service' {
    It 'remain unchanged in the object' {
        $detailed.Id | Should -BeExactly "some/model$unsafe"
        $detailed.Name | Should -BeExactly "name$unsafe"
        $detailed.Description | Should -BeExactly "description$unsafe"
        $detailed.AdditionalProperties["field$unsafe"]["deep$unsafe"] | Should -BeExactly "value$unsafe"
    }

    It 'are removed in each view, for a model that is <_>' -ForEach $copyKinds {
        foreach ($model in $basic, $detailed) {
            $copy = Get-Copy $model $_
            # JSON has no type names.
            if ($_ -eq 'Json') { foreach ($name in $model.PSTypeNames.Where{ $_ -like 'NanoGpt.Model*' }[-1..0]) { $copy.PSTypeNames.Insert(0, $name) } }
            $table = $copy | Get-AnsiScreen
            $table | Should -Match 'some/model.*evil'
            $table | Select-Unsafe | Should -BeNullOrEmpty
            $list = $copy | Format-List | Get-AnsiScreen -Width 1000
            $list | Should -Match 'some/model.*evil'
            $list | Select-Unsafe | Should -BeNullOrEmpty
        }
        foreach ($word in 'owner', 'name', 'description', 'category', 'new', 'in', 'out', 'icon', 'cheap', 'very', 'note', 'label', 'field', 'deep', 'value') {
            $list | Should -Match "\b$word\b.*evil"
        }
    }

    It 'are removed in the error that suggests similar ids' {
        $body = @{ data = @(@{ id = "gpt$esc$([char] 0x202E)-5" }) } | ConvertTo-Json -Depth 3
        $session = Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body) -PassThru
        Get-NanoGptModel gpt-5, "gpt$($esc)[2J-6" -Session $session -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.Count | Should -Be 2
        $errors[0].Exception.Message | Should -BeLike '*Did you mean gpt*-5*'
        $errors.Exception.Message | Select-Unsafe | Should -BeNullOrEmpty
        $errors | Get-AnsiScreen | Select-Unsafe | Should -BeNullOrEmpty
    }

    It 'are removed in errors about pipeline input' {
        $ErrorActionPreference = 'Continue'
        # A wildcard, an id that is not saved, an id that the service ignores, and an object that is not a model.
        $body = @{ data = @(@{ id = New-UnsafeText '*' }, @{ id = New-UnsafeText 'b' }) } | ConvertTo-Json -Depth 3
        $models = Get-NanoGptModel -Session (Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $body) -PassThru)
        $session = Connect-NanoGpt -BaseUri $sandbox.BaseUri -SessionCookie $subscriberCookie -PassThru
        $errors = @(
            $models | Set-NanoGptModelVisibility -Visible $true -Session $session 2>&1
            [pscustomobject]@{ Id = "c$($esc)[2J" } | Get-NanoGptModelVisibility -Session $session 2>&1
            Get-NanoGptModel "d$($esc)[2J" -Session $session 2>&1
            [pscustomobject]@{ Name = New-UnsafeText 'e' } | Measure-NanoGptModelCost -PromptTokens 1 2>&1
        )
        $errors.FullyQualifiedErrorId -replace ',.*' | Should -Be 'WildcardNotSupported', 'VisibilityIgnored', 'VisibilityNotFound', 'ModelNotFound', 'NotAModel'
        # Windows PowerShell also shows the target.
        @($errors.Exception.Message) + @($errors.CategoryInfo | ForEach-Object ToString) | Should -Not -Match $pattern
        $errors | Get-AnsiScreen | Select-Unsafe | Should -BeNullOrEmpty
        $errors[1].TargetObject.Id | Should -BeExactly "b$unsafe"
    }

    It 'are removed in error messages of the service' {
        $errorBody = @{ error = @{ message = "no$unsafe" } } | ConvertTo-Json
        $session = Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $errorBody -Status 403) -PassThru
        $thrown = Get-ThrownError { Get-NanoGptModel -Session $session }
        $thrown | Get-AnsiScreen | Should -Match 'no.*evil'
        $thrown | Get-AnsiScreen | Select-Unsafe | Should -BeNullOrEmpty
        $thrown.Exception.Message | Select-Unsafe | Should -BeNullOrEmpty
        $thrown.Exception.ToString() | Select-Unsafe | Should -BeNullOrEmpty
        $thrown.Exception.ServiceMessage | Select-Unsafe | Should -BeNullOrEmpty
        # Windows PowerShell has no Get-Error.
        if (Get-Command Get-Error -ErrorAction Ignore) { $thrown | Get-Error | Get-AnsiScreen | Select-Unsafe | Should -BeNullOrEmpty }
    }
}
