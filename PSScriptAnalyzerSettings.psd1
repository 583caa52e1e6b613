# What PSScriptAnalyzer asks of the scripts here: everything but what is excluded, and that Windows PowerShell can run them.
@{
    ExcludeRules = @(
        # A test's names are set in one of Pester's blocks and used in another, which the rule can't see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The build talks to whoever runs it; its functions' output is for each other.
        'PSAvoidUsingWriteHost'
        # No script is shipped: nobody asks these functions for -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Commands in tests and examples stand as a person would type them.
        'PSAvoidUsingPositionalParameters'
        # The module has a parameter of that name, and tests that say what it allows.
        'PSAvoidUsingAllowUnencryptedAuthentication'
    )
    Rules        = @{
        PSUseCompatibleSyntax  = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSUseCompatibleCmdlets = @{ Compatibility = @('desktop-5.1.14393.206-windows') }
    }
}
