using System.Management.Automation;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how the cmdlets report values that a service that merges cannot remove.</summary>
public sealed class VisibilityRemovalTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    private const string Import = "$ErrorActionPreference = 'Stop'; Import-NanoGptModelVisibility $args[0] -Replace -PassThru";

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public void A_replacement_that_removes_only_categories_succeeds_and_converges(Upsert upsert)
    {
        Server.Upsert = upsert;
        var path = WriteFile($"\"{Known}\":true,\"{Other}\":false,\"gone\":true");

        var changes = Output(Import, path);

        Assert.Equal([$"{Known}: category: General -> none"], Describe(changes));
        Assert.Equal(VisibilityChangeResult.Saved, ((ModelVisibilityChange)changes[0].BaseObject).Result);
        Assert.Empty(Output("Compare-NanoGptModelVisibility $args[0] -Replace", path));
        Assert.Empty(Output("Get-NanoGptModelVisibility | Where-Object Category"));
    }

    [Fact]
    public void A_replacement_warns_once_about_visibilities_that_the_service_keeps_and_succeeds()
    {
        Server.Upsert = Upsert.Merge;
        var path = WriteFile($"\"{Known}\":false", $"\"{Known}\":\"General\"");

        // A scheduled job runs it again and again.
        for (var run = 0; run < 2; run++)
        {
            var result = Shell.Run(Import, path);

            Assert.Null(result.TerminatingError);
            Assert.Empty(result.Errors);
            Assert.Equal(
                $"NanoGPT did not remove the saved values of gone, {Other}, because it merges changes into the saved preferences. All other changes are saved. To accept the saved values, add them to the file, for example with Export-NanoGptModelVisibility. To hide the models instead, add them with false.",
                Assert.Single(result.Warnings));
            var kept = result.Output.Where(change => ((ModelVisibilityChange)change.BaseObject).Result == VisibilityChangeResult.NotRemoved);
            Assert.Equal(["gone: visible: true (not removed)", $"{Other}: visible: false (not removed)"], Describe(kept));
            Assert.Equal(run == 0 ? 3 : 2, result.Output.Count);
        }
        Output("Export-NanoGptModelVisibility $args[0]", path);
        Assert.Empty(Output(Import, path));
    }

    [Fact]
    public void A_job_can_use_the_result_and_WarningAction()
    {
        Server.Upsert = Upsert.Merge;
        var path = WriteFile($"\"{Known}\":true", $"\"{Known}\":\"General\"");

        Assert.Equal(true, Assert.Single(Output("$changes = Import-NanoGptModelVisibility $args[0] -Replace -PassThru; $changes.Result -contains 'NotRemoved'", path)).BaseObject);
        Assert.NotNull(Shell.Run("Import-NanoGptModelVisibility $args[0] -Replace -WarningAction Stop", path).TerminatingError);
    }

    [Theory]
    [InlineData($"Set-NanoGptModelVisibility {Known}, {Other} -Visible $null")]
    [InlineData($"@{{ Id = '{Known}'; Visible = $null }}, @{{ Id = '{Other}'; Visible = $null }} | Set-NanoGptModelVisibility")]
    [InlineData($"@{{ Id = '{Known}'; Visible = $true; Category = 'General'; PreviousVisible = $null; PreviousCategory = 'General' }}, @{{ Id = '{Other}'; Visible = $false; Category = $null; PreviousVisible = $null; PreviousCategory = $null }} | Undo-NanoGptModelVisibility")]
    public void A_requested_removal_that_the_service_does_not_make_is_one_error(string command)
    {
        Server.Upsert = Upsert.Merge;

        var result = Shell.Run($"{command} -PassThru");

        var error = Assert.Single(result.Errors);
        Assert.Equal("VisibilityNotRemoved", IdOf(error));
        Assert.Equal(ErrorCategory.NotImplemented, error.CategoryInfo.Category);
        Assert.StartsWith($"NanoGPT did not remove the saved values of {Known}, {Other}, because it merges changes into the saved preferences.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"{Known}: visible: true (not removed)", $"{Other}: visible: false (not removed)"], Describe(result.Output));
        AssertSaved(Document);
    }

    [Fact]
    public void An_undo_of_a_partly_saved_change_reverts_what_was_saved()
    {
        Server.Upsert = Upsert.Merge;
        Shell.Run($"$changes = Set-NanoGptModelVisibility {Known} -Visible $null -Category New -PassThru");

        Assert.Equal([$"{Known}: category: New -> General"], Describe(Output("$changes | Undo-NanoGptModelVisibility -PassThru")));
        AssertSaved(Document);
    }

    [Fact]
    public void The_result_is_kept_in_copies()
    {
        var copy = Assert.Single(Output(Copy($"@{{ Id = '{Known}'; Visible = $false }} | Set-NanoGptModelVisibility -PassThru")));

        Assert.Equal("Saved", copy.Properties["Result"].Value.ToString());
    }
}
