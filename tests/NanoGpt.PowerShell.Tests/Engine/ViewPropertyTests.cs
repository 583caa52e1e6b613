namespace NanoGpt.Tests.Engine;

/// <summary>Tests the hidden properties of the views, on objects of each type and on copies of them.</summary>
public sealed class ViewPropertyTests : ModelTest
{
    /// <summary>The variables of the objects.</summary>
    public static TheoryData<string> Objects { get; } = ["models", "basic", "changes", "costs", "preferences", "preferenceChanges", "session"];

    /// <summary>The variables of the objects with ids.</summary>
    public static TheoryData<string> ObjectsWithIds { get; } = [.. Objects.Select(row => row.Data).Where(name => name != "session")];

    // As long as the longest ids of the service. The ids of a pair differ only at the end.
    private static readonly List<string> LongIds =
    [
        .. new[] { 53, 51, 50, 47, 46, 36 }.Select(length => new string('x', length - 18)).SelectMany(name => new[] { $"owner/{name}-preview:low", $"owner/{name}-preview:max" }),
    ];

    public ViewPropertyTests(SandboxFixture sandbox) : base(sandbox)
    {
        ConnectToList(LongIds.Select(id => $$$"""
            {"id":"{{{id}}}","owned_by":"owner","created":1736966400,"name":"n","pricing":{"prompt":0,"completion":2},"new_field":1,
            "context_length":1000000,"max_output_tokens":128000,"capabilities":{"vision":true},"subscription":{"included":true}}
            """));
        Output("""
            $models = Get-NanoGptModel -Detailed
            $basic = Get-NanoGptModel
            $changes = Compare-NanoGptModel $models.ForEach{ [pscustomobject]@{ Id = $_.Id; PromptPrice = 1 } } $models -Property PromptPrice
            $costs = $models | Measure-NanoGptModelCost -PromptTokens 1000
            $preferences = $models.ForEach{ [NanoGpt.ModelVisibility]::new($_.Id, $true, 'c') }
            $preferenceChanges = $preferences.ForEach{ [NanoGpt.ModelVisibilityChange]::new($_, $false, 'd') }
            $session = Get-NanoGptSession
            """);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_view_is_the_same_for_a_copy_and_for_a_copy_of_a_copy(string variable)
    {
        var view = Shell.Show($"${variable}").Text;

        Assert.NotEqual("", view.Trim());
        Assert.Equal(view, Shell.Show($"${variable} | {Copy}").Text);
        Assert.Equal(view, Shell.Show($"${variable} | {Copy} | {Copy}").Text);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_view_is_the_same_in_ConstrainedLanguage(string variable)
    {
        var script = $"${variable}; $copies";
        Output($"$copies = ${variable} | {Copy}");
        var view = Shell.Show(script).Text;

        Output("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'");

        Assert.Equal(view, Shell.Show(script).Text);
        Assert.Equal("ConstrainedLanguage", Assert.Single(Output("$ExecutionContext.SessionState.LanguageMode")).ToString());
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void The_properties_are_neither_listed_nor_serialized(string variable)
    {
        foreach (var value in Output($"@(${variable})[0]; @(${variable})[0] | {Copy}"))
        {
            Assert.NotNull(value.Properties["View"].Value);
            Assert.DoesNotContain(value.Properties, property => property.Name.StartsWith("View", StringComparison.Ordinal));
        }
        Assert.DoesNotMatch(@"\bView\w*\b", Assert.Single(Output($"[Management.Automation.PSSerializer]::Serialize(@(${variable})[0], 2)")).ToString());
    }

    [Theory]
    [MemberData(nameof(ObjectsWithIds))]
    public void An_id_is_complete_on_one_line_at_120_columns_and_at_80_columns_on_two(string variable)
    {
        var lines = Lines($"${variable}");
        Assert.All(LongIds, id => Assert.Single(lines, line => line.Contains(id, StringComparison.Ordinal)));

        Shell.Host.Width = 80;
        var text = string.Concat(Lines($"${variable}")).Replace(" ", "", StringComparison.Ordinal);
        Assert.All(LongIds, id => Assert.Contains(id, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_is_displayed_without_the_module_and_in_the_view_after_it_is_imported()
    {
        Output($"$copy = $models[0] | {Copy}");
        var view = Shell.Show("$copy").Text;

        Output("Import-Module $module -Force; Remove-Module NanoGpt");
        var text = Shell.Show("$copy").Text;
        Output("Import-Module $module");

        Assert.Contains(LongIds[0], text, StringComparison.Ordinal);
        Assert.NotEqual(view, text);
        Assert.Equal(view, Shell.Show("$copy").Text);
    }
}
