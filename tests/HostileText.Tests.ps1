# What engine tests cannot show: views and copies that PowerShell's own modules create.
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

    # Windows PowerShell has no Get-Error.
    It 'are removed by Get-Error' -Skip:(-not (Get-Command Get-Error -ErrorAction Ignore)) {
        $errorBody = @{ error = @{ message = "no$unsafe" } } | ConvertTo-Json
        $session = Connect-NanoGpt -BaseUri (New-SandboxResponse $sandbox $errorBody -Status 403) -PassThru
        Get-ThrownError { Get-NanoGptModel -Session $session } | Get-Error | Get-AnsiScreen | Select-Unsafe | Should -BeNullOrEmpty
    }
}
