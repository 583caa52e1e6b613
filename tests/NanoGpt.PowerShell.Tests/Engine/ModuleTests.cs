using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that the staged module is imported as its manifest says. ManifestTests tests the manifest.</summary>
public sealed class ModuleTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Fact]
    public void The_module_exports_exactly_the_cmdlets_of_its_manifest()
    {
        // Reads the manifest like the tools of the Gallery: no commands, and no other variables are allowed.
        var manifest = (Hashtable)Assert.Single(Output(
            """
            $manifest = [scriptblock]::Create([IO.File]::ReadAllText("$($args[0])/NanoGpt.psd1"))
            $manifest.CheckRestrictedLanguage([string[]] @(), [string[]] @('PSEdition', 'PSScriptRoot'), $false)
            & $manifest
            """,
            StagedModule.Path)).BaseObject;
        var module = (PSModuleInfo)Assert.Single(Output("Get-Module NanoGpt")).BaseObject;

        Assert.Equal(((IEnumerable)manifest["CmdletsToExport"]!).Cast<object>().Select(name => name.ToString()).Order(), module.ExportedCommands.Keys.Order());
        Assert.Empty(module.ExportedAliases);
        Assert.Empty(module.ExportedVariables);
    }

    [Theory]
    [InlineData("Get-NanoGptModel", "NanoGpt.Model")]
    [InlineData("Get-NanoGptSession", "NanoGpt.Session")]
    [InlineData("Connect-NanoGpt", "NanoGpt.Session")]
    public void A_cmdlet_declares_its_output_type(string cmdlet, string type) =>
        Assert.Equal(type, Assert.Single(Output("(Get-Command $args[0]).OutputType.Name", cmdlet)).BaseObject);

    [Fact]
    public void Import_writes_nothing_and_Remove_clears_the_session()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create(runspace);

        var output = shell.AddScript(
            """
            $WarningPreference = $VerbosePreference = $InformationPreference = 'Continue'
            Import-Module $args[0] -Verbose:$false
            Connect-NanoGpt -ApiKey $args[1]
            Remove-Module NanoGpt
            Import-Module $args[0] -Verbose:$false
            (Get-NanoGptSession).ApiKeySource
            """).AddArgument(StagedModule.Path).AddArgument(Account.ApiKey).Invoke();

        Assert.Null(Assert.Single(output));
        Assert.Empty(shell.Streams.Warning);
        Assert.Empty(shell.Streams.Verbose);
        Assert.Empty(shell.Streams.Information);
        Assert.Empty(shell.Streams.Error);
    }
}
