@{
    # Each edition has its folder. PowerShell 7 brings all that the module needs; Windows PowerShell does not. A text with
    # the edition in it, and commas below: every other expression takes milliseconds of each import to compile.
    RootModule             = "$PSEdition/NanoGpt.PowerShell.dll"
    ModuleVersion          = '0.1.0'
    GUID                   = '5e9a8f0c-3c0e-4f43-9a4b-6d1f0d2f7c1e'
    Author                 = 'The NanoGpt module contributors'
    CompanyName            = 'The NanoGpt module contributors'
    Copyright              = '(c) The NanoGpt module contributors. MIT licence.'
    Description            = 'See and manage the models of a NanoGPT account: typed objects in the pipeline, a key kept in the session, views that read at a glance.'

    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')

    # The types name methods of the assembly, which must be loaded by then.
    RequiredAssemblies     = @("$PSEdition/NanoGpt.PowerShell.dll")
    TypesToProcess         = @('NanoGpt.Types.ps1xml')
    FormatsToProcess       = @('NanoGpt.Format.ps1xml')

    CmdletsToExport        = @(
        'Compare-NanoGptModel',
        'Connect-NanoGpt',
        'Disconnect-NanoGpt',
        'Export-NanoGptModelVisibility',
        'Get-NanoGptModel',
        'Get-NanoGptModelVisibility',
        'Get-NanoGptSession',
        'Import-NanoGptModelVisibility',
        'Measure-NanoGptModelCost',
        'Set-NanoGptModelVisibility'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @('NanoGPT', 'AI', 'LLM', 'OpenAI', 'Models', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://docs.nano-gpt.com/api-reference/endpoint/personalized-models'
            # Short, because each import reads them. The package has the changelog's whole section.
            ReleaseNotes = 'Version 0.1.0 is the first version: it lists and compares the models of a NanoGPT account, estimates costs, and manages which models the account sees. All changes are in CHANGELOG.md, in the folder of this module.'
        }
    }
}
