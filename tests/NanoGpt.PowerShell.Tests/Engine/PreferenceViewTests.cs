using System.Text.Json.Nodes;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the tables of preferences and of changes to them.</summary>
public sealed class PreferenceViewTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [InlineData("")]
    [InlineData($"| {Copy}")]
    public void Preferences_have_visibility_id_and_category(string copy)
    {
        Save("""{"visibleTextModels":{"a":true,"b":false},"modelCategories":{"b":"General","c":"Coding"}}""");

        var lines = Lines($"Get-NanoGptModelVisibility {copy}");

        Assert.Matches("^Visible Id +Category$", lines[0]);
        Assert.Collection(lines.Skip(2),
            line => Assert.Equal("yes     a", line),
            line => Assert.Matches("^no      b +General$", line),
            line => Assert.Matches("^        c +Coding$", line));
    }

    [Theory]
    [InlineData("", 120)]
    [InlineData($"| {Copy}", 120)]
    [InlineData("", 80)]
    [InlineData($"| {Copy}", 80)]
    public void A_change_has_the_old_and_the_new_value(string copy, int width)
    {
        Save("""{"modelCategories":{"openai/gpt-5.5":"General"}}""");
        Shell.Host.Width = width;

        var lines = Lines($"Set-NanoGptModelVisibility openai/gpt-5.5 -Visible $true -Category Coding -PassThru {copy}");

        Assert.Matches("^Id +Change$", lines[0]);
        // A narrow table wraps lines anywhere.
        Assert.Equal("openai/gpt-5.5visible:notsaved->true,category:General->Coding", string.Concat(lines.Skip(2)).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(width < 100, lines.Count > 3);
    }

    private void Save(string preferences) => Server.Save(Account, JsonNode.Parse(preferences)!.AsObject());
}
