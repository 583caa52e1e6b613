using System.Management.Automation;
using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Undo-NanoGptModelVisibility.</summary>
public sealed class UndoVisibilityTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    private const string Change = $"$changes = Set-NanoGptModelVisibility {Known}, {Third} -Visible $false -Category New -PassThru";

    [Theory]
    [InlineData("$changes | Undo-NanoGptModelVisibility")]
    [InlineData("Undo-NanoGptModelVisibility $changes")]
    [InlineData("$copy | Undo-NanoGptModelVisibility")]
    [InlineData("$json | Undo-NanoGptModelVisibility")]
    public void Changes_and_their_copies_are_reverted(string command)
    {
        Output($"{Change}; $copy = {Copy("$changes")}");
        Output("$json = $changes | ForEach-Object { [pscustomobject]@{ Id = $_.Id; Visible = $_.Visible; Category = $_.Category; PreviousVisible = $_.PreviousVisible; PreviousCategory = $_.PreviousCategory; Result = 1; Description = $_.Description } }");

        Assert.Empty(Output(command));

        AssertSaved(Document);
        Assert.Equal(2, SentCount);
    }

    [Fact]
    public void PassThru_returns_changes_whose_undo_repeats_the_first_change()
    {
        Output(Change);
        var changed = Server.GetSaved(Account)!.ToJsonString();

        var undone = Output("$undone = $changes | Undo-NanoGptModelVisibility -PassThru; $undone");
        Assert.Equal([$"{Known}: visible: false -> true, category: New -> General", $"{Third}: visible: false -> not saved, category: New -> none"], Describe(undone));
        AssertSaved(Document);

        Output("$undone | Undo-NanoGptModelVisibility");
        AssertSaved(changed);
    }

    [Fact]
    public void Changes_can_be_piped_from_the_cmdlet_that_makes_them()
    {
        Output($"Set-NanoGptModelVisibility {Known}, {Third} -Visible $false -PassThru | Undo-NanoGptModelVisibility");

        AssertSaved(Document);
    }

    [Fact]
    public void An_import_can_be_reverted()
    {
        Output("$changes = Import-NanoGptModelVisibility $args[0] -Replace -PassThru", WriteFile($"\"{Known}\":false"));
        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":false},"modelCategories":{},"theme":"dark"}""");
        // The service accepts only ids that it knows.
        Output("$changes.Where{ $_.Id -ne 'gone' } | Undo-NanoGptModelVisibility");

        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false},"modelCategories":{"openai/gpt-5.2":"General"},"theme":"dark"}""");
    }

    [Fact]
    public void A_plan_that_was_not_applied_has_nothing_to_revert()
    {
        Output($"@{{ Id = '{Known}'; Visible = $false }} | Compare-NanoGptModelVisibility | Undo-NanoGptModelVisibility");

        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void A_later_change_of_the_same_entry_is_a_conflict()
    {
        Output($"{Change}; Set-NanoGptModelVisibility {Known} -Category Theirs");
        Server.ClearRequests();

        foreach (var option in (string[])["", "-WhatIf"])
        {
            var error = Shell.Run($"$changes | Undo-NanoGptModelVisibility {option}").TerminatingError!;

            Assert.Equal("Conflict,NanoGpt.Cmdlets.UndoNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
            Assert.Equal($"Entries have been modified since the changes to undo: {Known}. Nothing was sent.", error.ToString());
            Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void Force_reverts_only_the_values_that_the_changes_modified()
    {
        Output($"$changes = Set-NanoGptModelVisibility {Known} -Visible $false -PassThru; Set-NanoGptModelVisibility {Known} -Category Theirs");

        Assert.Equal([$"{Known}: visible: false -> true"], Describe(Output("$changes | Undo-NanoGptModelVisibility -Force -PassThru")));
    }

    [Fact]
    public void A_change_of_another_writer_during_the_undo_is_a_conflict()
    {
        Output(Change);
        Server.ClearRequests();
        Server.WriteBefore(2, Account, new() { ["modelCategories"] = new JsonObject { [Known] = "Theirs" } });

        Assert.Equal("Conflict", IdOf(Error("$changes | Undo-NanoGptModelVisibility")));
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void WhatIf_shows_the_opposite_changes_and_sends_nothing()
    {
        Output(Change);
        Server.ClearRequests();

        var text = Shell.Run("$changes | Undo-NanoGptModelVisibility -WhatIf").Text;

        Assert.Contains($"\"visible: false -> true, category: New -> General\" on target \"{Known}\"", text, StringComparison.Ordinal);
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void Confirm_reverts_what_the_user_accepts()
    {
        Output(Change);
        Shell.Host.Answers.Enqueue(2);
        Shell.Host.Answers.Enqueue(0);

        var undone = Output("$changes | Undo-NanoGptModelVisibility -Confirm -PassThru");

        Assert.Equal(2, Shell.Host.Questions.Count);
        Assert.Equal([$"{Third}: visible: false -> not saved, category: New -> none"], Describe(undone));
    }

    [Theory]
    [InlineData("'openai/gpt-5.2'", "NotAChange")]
    [InlineData("5", "NotAChange")]
    [InlineData("(Get-NanoGptModelVisibility openai/gpt-5.5)", "NotAChange")]
    [InlineData("@{ Id = 'a'; Visible = 'maybe'; Category = $null; PreviousVisible = $null; PreviousCategory = $null }", "InvalidPreference")]
    [InlineData("@{ Id = 'a'; Visible = $true; Category = $null; PreviousVisible = $null; PreviousCategory = \"$([char]0xD83D)\" }", "InvalidUnicode")]
    public void Another_object_is_a_nonterminating_error(string invalid, string id)
    {
        Output(Change);

        var result = Shell.Run($"@({invalid}) + $changes | Undo-NanoGptModelVisibility");

        Assert.Equal(id, IdOf(Assert.Single(result.Errors)));
        AssertSaved(Document);
    }

    [Fact]
    public void An_empty_pipeline_sends_no_request()
    {
        Assert.Empty(Output("@() | Undo-NanoGptModelVisibility"));
        Assert.Empty(Server.Requests);
    }
}
