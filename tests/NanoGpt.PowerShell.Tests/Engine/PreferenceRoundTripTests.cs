using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that Set-NanoGptModelVisibility saves preference objects as they are, and its parameter sets.</summary>
public sealed class PreferenceRoundTripTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    private const string Changed = """
        {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"gone":false,"x-ai/grok-4.3":true},"modelCategories":{"openai/gpt-5.5":"New","gone":"New"},"theme":"dark"}
        """;

    [Theory]
    [InlineData("$before | Set-NanoGptModelVisibility")]
    [InlineData("Set-NanoGptModelVisibility -InputObject $before")]
    [InlineData(", $before | Set-NanoGptModelVisibility")]
    [InlineData("$copy | Set-NanoGptModelVisibility")]
    [InlineData("$json | Set-NanoGptModelVisibility")]
    [InlineData("$csv | Set-NanoGptModelVisibility")]
    public void Preferences_and_their_copies_are_saved_with_absent_values(string command)
    {
        Output($"$before = Get-NanoGptModelVisibility; $copy = {Copy("$before")}");
        Output("$json = $before | ForEach-Object { [pscustomobject]@{ Id = $_.Id; Visible = $_.Visible; Category = $_.Category } }");
        Output("$csv = $before | ForEach-Object { [pscustomobject]@{ Id = $_.Id; Visible = \"$($_.Visible)\"; Category = \"$($_.Category)\" } }");
        Save(Changed);

        Assert.Empty(Output(command));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false,"gone":true,"x-ai/grok-4.3":true},"modelCategories":{"openai/gpt-5.2":"General"},"theme":"dark"}
            """);
        Assert.Equal(1, SentCount);
        Assert.Empty(CatalogRequests);
    }

    [Fact]
    public void A_preference_with_only_a_category_removes_the_visibility()
    {
        Save("""{"modelCategories":{"openai/gpt-5.2":"General"}}""");
        Output("$before = Get-NanoGptModelVisibility");
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true},"modelCategories":{"openai/gpt-5.2":"New"}}""");

        Assert.Equal([$"{Known}: visible: true -> not saved, category: New -> General"], Describe(Output("$before | Set-NanoGptModelVisibility -PassThru")));
    }

    [Fact]
    public void A_property_that_an_object_does_not_have_is_left_unchanged() =>
        Assert.Equal(
            ["gone: category: none -> Old", $"{Known}: visible: true -> not saved"],
            Describe(Output($"@{{ Id = '{Known}'; Visible = $null }}, [pscustomobject]@{{ Id = 'gone'; Category = 'Old' }} | Set-NanoGptModelVisibility -PassThru")));

    [Fact]
    public void Preferences_are_copied_to_another_account()
    {
        Server.Save(Accounts.Payer, new() { ["visibleTextModels"] = new System.Text.Json.Nodes.JsonObject { [Third] = true, [Known] = false } });
        Output("$a = Get-NanoGptSession; $b = Connect-NanoGpt -SessionCookie $args[0] -PassThru", Accounts.Payer.Cookie);

        Output("Get-NanoGptModelVisibility openai/* -Session $a | Set-NanoGptModelVisibility -Session $b");

        Assert.Equal(
            """{"visibleTextModels":{"x-ai/grok-4.3":true,"openai/gpt-5.2":true,"openai/gpt-5.5":false},"modelCategories":{"openai/gpt-5.2":"General"}}""",
            Server.GetSaved(Accounts.Payer)!.ToJsonString());
        AssertSaved(Document);
    }

    [Fact]
    public void With_Visible_or_Category_only_the_ids_of_preferences_and_models_are_used()
    {
        Assert.Equal(
            [$"{Known}: visible: true -> false"],
            Describe(Output("Get-NanoGptModelVisibility openai/* | Set-NanoGptModelVisibility -Visible $false -PassThru")));
        Assert.Equal(
            ["google/gemini-3.5-flash: visible: not saved -> false"],
            Describe(Output("Get-NanoGptModel google/gemini-3.5-flash -Detailed | Set-NanoGptModelVisibility -Visible $false -PassThru")));
    }

    [Theory]
    [InlineData("$null", "visible: true -> not saved")]
    [InlineData("$null -Category ''", "visible: true -> not saved, category: General -> none")]
    [InlineData("$false -Category $null", "visible: true -> false, category: General -> none")]
    public void Visible_null_removes_the_visibility(string values, string description) =>
        Assert.Equal([$"{Known}: {description}"], Describe(Output($"Set-NanoGptModelVisibility {Known} -Visible {values} -PassThru")));

    [Theory]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.2")]
    [InlineData("Set-NanoGptModelVisibility")]
    [InlineData("'openai/gpt-5.2' | Set-NanoGptModelVisibility")]
    [InlineData("Get-NanoGptModel -Detailed | Set-NanoGptModelVisibility")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.2'; Category = 'flagship'; OwnedBy = 'openai' } | Set-NanoGptModelVisibility")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.2'; Category = 'flagship'; Visible = $true; Pricing = 1 } | Set-NanoGptModelVisibility")]
    public void Without_Visible_and_Category_ids_and_models_are_a_terminating_error_that_names_both(string command)
    {
        var error = Shell.Run(command).TerminatingError!;

        Assert.Equal("VisibleOrCategoryMissing,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Contains("specify -Visible, -Category, or both", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Shell.Host.Questions);
        Assert.DoesNotContain(Server.Requests, request => request.Path == "/api/user/model-visibility");
    }

    [Theory]
    [InlineData("Get-NanoGptModel google/gemini-3.5-flash -Detailed")]
    [InlineData("[pscustomobject]@{ PSTypeName = 'Selected.NanoGpt.Model'; Id = 'openai/gpt-5.5'; Category = 'mini'; Visible = $true }")]
    public void A_copy_of_a_model_is_not_a_preference(string model) =>
        Assert.Equal("VisibleOrCategoryMissing", IdOf(Error($"{Copy(model)} | Set-NanoGptModelVisibility")));

    [Theory]
    [InlineData("5", "NotAPreference")]
    [InlineData("$null", "NotAPreference")]
    [InlineData("@{ Id = 'openai/gpt-5.2'; Visible = 'maybe' }", "InvalidPreference")]
    public void Another_object_is_a_nonterminating_error(string invalid, string id)
    {
        var result = Shell.Run($"{invalid}, @{{ Id = '{Other}'; Visible = $true }} | Set-NanoGptModelVisibility -PassThru");

        Assert.Equal(id, IdOf(Assert.Single(result.Errors)));
        Assert.Equal([$"{Other}: visible: false -> true"], Describe(result.Output));
    }

    [Fact]
    public void An_empty_pipeline_sends_no_request()
    {
        Assert.Empty(Output("@() | Set-NanoGptModelVisibility"));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void InputObject_cannot_be_combined_with_Visible() =>
        Assert.Equal("AmbiguousParameterSet", IdOf(Error($"Set-NanoGptModelVisibility -InputObject @{{ Id = '{Known}'; Visible = $true }} -Visible $false")));

    [Fact]
    public void A_text_is_not_a_visibility()
    {
        var error = Error($"Set-NanoGptModelVisibility {Known} -Visible false");

        Assert.Equal("ParameterArgumentTransformationError", IdOf(error));
        Assert.EndsWith("'false' is not a visibility. Specify $true, $false, or $null.", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("", "$true", "$false", "$null")]
    [InlineData("$t", "$true")]
    public void Visible_completes_its_values(string word, params string[] values) =>
        Assert.Equal(values, Shell.Complete($"Set-NanoGptModelVisibility a -Visible {word}").Select(completion => completion.CompletionText).Where(text => word.Length == 0 || text == "$true"));

    [Fact]
    public void A_change_of_another_writer_is_a_conflict()
    {
        Output("$before = Get-NanoGptModelVisibility");
        Save(Changed);
        Server.WriteBefore(2, Account, new() { ["modelCategories"] = new System.Text.Json.Nodes.JsonObject { [Known] = "Theirs" } });

        Assert.Equal("Conflict", IdOf(Error("$before | Set-NanoGptModelVisibility")));
        Assert.Equal(0, SentCount);
    }
}
