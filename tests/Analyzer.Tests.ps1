BeforeDiscovery {
    if (Get-Module -ListAvailable PSScriptAnalyzer) {
        $root = (Resolve-Path "$PSScriptRoot/..").Path
        $scripts = Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
            ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($root.Length + 1) } } |
            # Only the staged manifest is complete. The other files in out are build output or dependencies.
            Where-Object { $_.Name -notmatch '(^|[\\/])(bin|obj|out)[\\/]|^NanoGpt\.psd1$' }
        $scripts += @{ Path = "$root/out/NanoGpt/NanoGpt.psd1"; Name = 'NanoGpt.psd1' }
    }
    else { Write-Host 'Not run: PSScriptAnalyzer. It is not installed. Run Install-Module PSScriptAnalyzer, and run the tests again.' }
}

Describe 'PSScriptAnalyzer' {
    It 'reports nothing for <Name>' -ForEach $scripts {
        Invoke-ScriptAnalyzer $Path -Settings "$PSScriptRoot/../PSScriptAnalyzerSettings.psd1" |
            ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
