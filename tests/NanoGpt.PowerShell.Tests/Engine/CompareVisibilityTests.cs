using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Compare-NanoGptModelVisibility.</summary>
public sealed class CompareVisibilityTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    [Theory]
    [InlineData("", $"{Known}: visible: true -> false", $"{Third}: visible: not saved -> true, category: none -> Coding")]
    [InlineData("-Replace", "gone: visible: true -> not saved", $"{Known}: visible: true -> false, category: General -> none", $"{Other}: visible: false -> not saved", $"{Third}: visible: not saved -> true, category: none -> Coding")]
    public void A_file_is_compared_as_a_merge_or_for_equality(string replace, params string[] changes)
    {
        var path = WriteFile($"\"{Third}\":true,\"{Known}\":false", $"\"{Third}\":\"Coding\"");

        Assert.Equal(changes, Describe(Output($"Compare-NanoGptModelVisibility $args[0] {replace}", path)));
        Assert.Equal(changes, Describe(Output($"Compare-NanoGptModelVisibility -LiteralPath $args[0] {replace}", path)));

        AssertSaved(Document);
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void An_export_has_no_differences_in_any_order()
    {
        var path = Path.GetTempFileName();
        Output("Export-NanoGptModelVisibility $args[0]", path);

        Assert.Empty(Output("Compare-NanoGptModelVisibility $args[0] -Replace", path));
        var reordered = WriteFile($"\"{Other}\":false,\"gone\":true,\"{Known}\":true", $"\"{Known}\":\"General\"");
        Assert.Empty(Output("Compare-NanoGptModelVisibility $args[0] -Replace", reordered));
        Assert.Empty(CatalogRequests);
    }

    [Theory]
    [InlineData("Get-NanoGptModelVisibility")]
    [InlineData("$before")]
    public void Saved_preferences_and_their_copies_have_no_differences(string objects)
    {
        Output($"$before = {Copy("Get-NanoGptModelVisibility")}");

        Assert.Empty(Output($"{objects} | Compare-NanoGptModelVisibility -Replace"));
        Assert.Empty(Output($"Compare-NanoGptModelVisibility -InputObject ({objects})"));
    }

    [Fact]
    public void Objects_with_an_id_and_a_visibility_or_a_category_are_compared() =>
        Assert.Equal(
            [$"{Known}: category: General -> Coding", $"{Other}: visible: false -> true", $"{Third}: visible: not saved -> true"],
            Describe(Output($"@{{ id = '{Other}'; visible = $true }}, [pscustomobject]@{{ Id = '{Known}'; Category = 'Coding' }}, [pscustomobject]@{{ Id = '{Third}'; Visible = 'True'; Category = '' }} | Compare-NanoGptModelVisibility")));

    [Theory]
    [InlineData("(Get-NanoGptModel google/gemini-3.5-flash -Detailed)", "NotAPreference")]
    [InlineData("'openai/gpt-5.5'", "NotAPreference")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5'; Category = 'flagship'; OwnedBy = 'openai' }", "NotAPreference")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5' }", "NotAPreference")]
    [InlineData("[pscustomobject]@{ Visible = $true }", "NotAPreference")]
    [InlineData("5", "NotAPreference")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5'; Visible = 'maybe' }", "InvalidPreference")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5'; Visible = 1 }", "InvalidPreference")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5'; Category = 7 }", "InvalidPreference")]
    [InlineData("[pscustomobject]@{ Id = \"a$([char]0xD83D)\"; Visible = $true }", "InvalidUnicode")]
    [InlineData("[pscustomobject]@{ Id = 'openai/gpt-5.5'; Category = \"a$([char]0xD83D)\" }", "InvalidUnicode")]
    public void Another_object_is_a_nonterminating_error(string invalid, string id)
    {
        var result = Shell.Run($"{invalid}, @{{ Id = '{Known}'; Visible = $false }} | ForEach-Object {{ $_ }} | Compare-NanoGptModelVisibility");

        Assert.Equal(id, IdOf(Assert.Single(result.Errors)));
        Assert.Equal([$"{Known}: visible: true -> false"], Describe(result.Output));
    }

    [Fact]
    public void An_empty_pipeline_has_differences_with_Replace_only()
    {
        Assert.Empty(Output("@() | Compare-NanoGptModelVisibility"));
        Assert.Equal(3, Output("@() | Compare-NanoGptModelVisibility -Replace").Count);
    }

    [Fact]
    public void The_changes_are_planned()
    {
        var change = Assert.Single(Output($"@{{ Id = '{Known}'; Visible = $false }} | Compare-NanoGptModelVisibility"));

        Assert.Equal(VisibilityChangeResult.Planned, ((ModelVisibilityChange)change.BaseObject).Result);
    }

    [Fact]
    public void An_invalid_file_and_a_missing_cookie_are_terminating_errors()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "{}");

        Assert.Equal("InvalidVisibilityFile", IdOf(Error("Compare-NanoGptModelVisibility $args[0]", path)));
        Assert.Equal("FileNotRead", IdOf(Error("Compare-NanoGptModelVisibility $args[0]", path + ".none")));
        Assert.Empty(Server.Requests);
        using var other = new EngineShell();
        Assert.Equal("SessionCookieMissing", IdOf(other.Run("@{ Id = 'a'; Visible = $true } | Compare-NanoGptModelVisibility").TerminatingError!));
    }
}
