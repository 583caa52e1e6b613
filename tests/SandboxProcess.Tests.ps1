BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support/SandboxProcess.psm1')
    $sandbox = Start-Sandbox -Upsert Replace

    $path = 'api/user/model-visibility'
    $headers = @{ Cookie = 'session=sandbox-subscriber-00000000a11c' }
    function Get-ResponseBody { (Invoke-WebRequest "$($sandbox.BaseUri)$path" -Headers $headers).Content }
    function Send-Preference([string] $Json) {
        $null = Invoke-RestMethod "$($sandbox.BaseUri)$path" -Method Post -Headers $headers -Body $Json
    }
}
AfterAll { Stop-Sandbox $sandbox }

Describe 'Preferences in the sandbox' {
    It 'can be set: <Name>' -TestCases @(
        @{ Name = 'a hashtable'; Preference = @{ modelCategories = @{ 'a/b' = 'Coding' } }; Response = '{"modelCategories":{"a/b":"Coding"}}' }
        @{ Name = 'JSON'; Preference = '{"visibleTextModels":[1]}'; Response = '{"visibleTextModels":[1]}' }
        @{ Name = 'null'; Preference = $null; Response = 'null' }
    ) {
        Set-SandboxPreference $sandbox -Preference $Preference
        Get-ResponseBody | Should -Be "{`"modelPreferences`":$Response}"
    }
    It 'can be removed' {
        Set-SandboxPreference $sandbox
        Get-ResponseBody | Should -Be '{}'
        Get-SandboxPreference $sandbox | Should -BeNullOrEmpty
    }
    It 'can be read' {
        Set-SandboxPreference $sandbox -Account payer @{ visibleTextModels = @{ 'a/b' = $true } }
        (Get-SandboxPreference $sandbox payer).visibleTextModels.'a/b' | Should -BeTrue
    }
    It 'are replaced or merged, depending on the option' {
        Set-SandboxPreference $sandbox -Preference @{ theme = 'dark' }
        Send-Preference '{"order":1}'
        (Get-SandboxPreference $sandbox).psobject.Properties.Name | Should -Be 'order'
        Set-SandboxUpsert $sandbox Merge
        Send-Preference '{"size":2}'
        (Get-SandboxPreference $sandbox).psobject.Properties.Name | Should -Be 'order', 'size'
    }
    It 'can be changed by another writer before a request' {
        Set-SandboxPreference $sandbox -Preference @{ theme = 'dark' }
        Add-SandboxWriter $sandbox -Before 2 -Change @{ theme = $null; size = 1 }
        Get-ResponseBody | Should -Be '{"modelPreferences":{"theme":"dark"}}'
        Get-ResponseBody | Should -Be '{"modelPreferences":{"size":1}}'
    }
    It 'can be accepted without being saved' {
        Set-SandboxPreference $sandbox -Preference @{}
        Set-SandboxIgnoredId $sandbox openai/gpt-5.2
        Send-Preference '{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true}}'
        (Get-SandboxPreference $sandbox).visibleTextModels.psobject.Properties.Name | Should -Be 'openai/gpt-5.5'
        Set-SandboxIgnoredId $sandbox @()
        Send-Preference '{"visibleTextModels":{"openai/gpt-5.2":true}}'
        (Get-SandboxPreference $sandbox).visibleTextModels.psobject.Properties.Name | Should -Contain 'openai/gpt-5.2'
    }
}

Describe 'Start-Sandbox' {
    It 'serves the specified number of models' {
        $large = Start-Sandbox -ModelCount 45
        try { (Invoke-RestMethod "$($large.BaseUri)api/v1/models").data.Count | Should -Be 45 }
        finally { Stop-Sandbox $large }
    }
}
