# Enables all rules except the excluded ones, and checks that Windows PowerShell can run the scripts.
@{
    ExcludeRules = @(
        # Tests assign variables in one Pester block and use them in another, which the rule does not detect.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The build writes messages for the user to the host, because its functions return data.
        'PSAvoidUsingWriteHost'
        # Scripts are not part of the package, so their functions do not need -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
        # Tests and examples contain commands as users type them.
        'PSAvoidUsingPositionalParameters'
        # The tests cover this parameter of the module.
        'PSAvoidUsingAllowUnencryptedAuthentication'
    )
    Rules        = @{
        PSUseCompatibleSyntax  = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }
        PSUseCompatibleCmdlets = @{ Compatibility = @('desktop-5.1.14393.206-windows') }
    }
}
