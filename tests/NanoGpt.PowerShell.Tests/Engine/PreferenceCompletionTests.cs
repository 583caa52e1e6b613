using System.Text.Json.Nodes;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the completion of saved ids and categories.</summary>
public sealed class PreferenceCompletionTests : CompletionTest
{
    public PreferenceCompletionTests(SandboxFixture sandbox) : base(sandbox) =>
        Server.Save(Account, JsonNode.Parse("""
            {"visibleTextModels":{"openai/gpt-5.5":true,"openai/gpt-5.2":false},"modelCategories":{"openai/gpt-5.2":"General","nanogpt/coding-router:high":"Coding"}}
            """)!.AsObject());

    [Theory]
    [InlineData("openai/gpt-5.5", "visible")]
    [InlineData("openai/gpt-5.2", "not visible, General")]
    [InlineData("nanogpt/coding-router:high", "visibility not saved, Coding")]
    public void Only_saved_ids_are_completed_with_their_preferences(string id, string toolTip)
    {
        var matches = Shell.Complete("Get-NanoGptModelVisibility ");

        Assert.Equal(toolTip, matches.Single(match => match.CompletionText == id).ToolTip);
        Assert.Equal(3, matches.Count);
        Assert.Equal("/api/user/model-visibility", Assert.Single(Server.Requests).Path);
    }

    [Fact]
    public void Categories_of_the_account_are_completed() =>
        Assert.Equal(["Coding", "General"], Complete("Set-NanoGptModelVisibility x -Category "));

    [Fact]
    public void A_category_and_an_id_are_completed_as_soon_as_they_are_saved()
    {
        Assert.Empty(Complete("Set-NanoGptModelVisibility x -Category M"));

        Output("Set-NanoGptModelVisibility sonar-deep-research -Visible $true -Category 'My own'");

        Assert.Equal(["'My own'"], Complete("Set-NanoGptModelVisibility x -Category M"));
        Assert.Equal("visible, My own", Assert.Single(Shell.Complete("Get-NanoGptModelVisibility sonar")).ToolTip);
    }
}
