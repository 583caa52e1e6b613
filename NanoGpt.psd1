@{
    # Each edition has its own folder, because only Windows PowerShell needs dependencies. This file contains no expressions
    # except strings with a variable and arrays with commas: PowerShell compiles all others, which adds milliseconds to each import.
    RootModule             = "$PSEdition/NanoGpt.PowerShell.dll"
    ModuleVersion          = '0.1.0'
    GUID                   = '5e9a8f0c-3c0e-4f43-9a4b-6d1f0d2f7c1e'
    Author                 = 'The NanoGpt module contributors'
    CompanyName            = 'The NanoGpt module contributors'
    Copyright              = '(c) The NanoGpt module contributors. MIT licence.'
    Description            = 'Lists, compares, and manages the models of a NanoGPT account: typed objects with prices, limits, and capabilities, cost estimates, and visibility preferences as files for Git.'

    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')

    # Loads the assembly before the types file, which refers to its methods.
    RequiredAssemblies     = @("$PSEdition/NanoGpt.PowerShell.dll")
    TypesToProcess         = @('NanoGpt.Types.ps1xml')
    FormatsToProcess       = @('NanoGpt.Format.ps1xml')

    CmdletsToExport        = @(
        'Compare-NanoGptModel',
        'Compare-NanoGptModelVisibility',
        'Connect-NanoGpt',
        'Disconnect-NanoGpt',
        'Export-NanoGptModelVisibility',
        'Get-NanoGptBalance',
        'Get-NanoGptModel',
        'Get-NanoGptModelProvider',
        'Get-NanoGptModelVisibility',
        'Get-NanoGptSession',
        'Get-NanoGptSubscription',
        'Get-NanoGptUsage',
        'Import-NanoGptModelVisibility',
        'Measure-NanoGptModelCost',
        'Set-NanoGptModelVisibility',
        'Undo-NanoGptModelVisibility'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @('NanoGPT', 'AI', 'LLM', 'OpenAI', 'Models', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://docs.nano-gpt.com/api-reference/endpoint/personalized-models'
            # Short, because each import reads them. The package contains the complete section of the changelog.
            ReleaseNotes = 'Version 0.1.0 is the first release. It lists and compares the models of a NanoGPT account, estimates costs, and manages visibility preferences. For all changes, see CHANGELOG.md in the module folder.'
        }
    }
}
