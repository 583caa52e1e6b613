BeforeDiscovery {
    if (Get-Module -ListAvailable PSScriptAnalyzer) {
        $root = (Resolve-Path "$PSScriptRoot/..").Path
        $scripts = Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
            ForEach-Object { @{ Path = $_.FullName; Name = $_.FullName.Substring($root.Length + 1) } } |
            # The manifest is whole only where it is staged. What else is in out is built or borrowed.
            Where-Object { $_.Name -notmatch '(^|[\\/])(bin|obj|out)[\\/]|^NanoGpt\.psd1$' }
        $scripts += @{ Path = "$root/out/NanoGpt/NanoGpt.psd1"; Name = 'NanoGpt.psd1' }
    }
    else { Write-Host 'Not run: the analyzer on the scripts, because PSScriptAnalyzer is not here. Run Install-Module PSScriptAnalyzer, then this again.' }
}

Describe 'PSScriptAnalyzer' {
    It 'has nothing to say of <Name>' -ForEach $scripts {
        Invoke-ScriptAnalyzer $Path -Settings "$PSScriptRoot/../PSScriptAnalyzerSettings.psd1" |
            ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
