using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests planned changes.</summary>
public sealed class VisibilityPlanTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private const string Document = """
        {"visibleTextModels":{"a":true,"b":false,"odd":"yes"},"modelCategories":{"a":"General","c":"Coding","odd":7}}
        """;

    [Theory]
    [InlineData("a", false, null, "visible: true -> false")]
    [InlineData("a", null, "Coding", "category: General -> Coding")]
    [InlineData("a", false, "Coding", "visible: true -> false, category: General -> Coding")]
    [InlineData("a", true, "Coding", "category: General -> Coding")]
    [InlineData("a", null, "", "category: General -> none")]
    [InlineData("b", null, "Coding", "category: none -> Coding")]
    [InlineData("c", true, null, "visible: not saved -> true")]
    [InlineData("new", false, "Coding", "visible: not saved -> false, category: none -> Coding")]
    [InlineData("A", true, null, "visible: not saved -> true")]
    [InlineData("odd", true, "Coding", "visible: not saved -> true, category: none -> Coding")]
    [InlineData("a", true, "General", null)]
    [InlineData("a", null, null, null)]
    [InlineData("b", false, "", null)]
    [InlineData("new", null, "", null)]
    public async Task A_merge_changes_only_the_specified_values(string id, bool? visible, string? category, string? description)
    {
        var changes = await PlanAsync(saved => saved.PlanMerge([Entry(id, visible, category)]));

        Assert.Equal(description is null ? [] : [$"{id}: {description}"], Describe(changes));
    }

    [Fact]
    public async Task A_change_has_the_old_and_new_values()
    {
        var change = Assert.Single(await PlanAsync(saved => saved.PlanMerge([Entry("a", false)])));

        Assert.Equal(("a", false, "General"), (change.Id, change.Visible, change.Category));
        Assert.Equal((true, "General"), (change.PreviousVisible, change.PreviousCategory));
    }

    [Fact]
    public async Task The_last_entry_for_an_id_wins_and_changes_are_sorted()
    {
        var changes = await PlanAsync(saved => saved.PlanMerge([Entry("z", true), Entry("a", false), Entry("B", true), Entry("a", null, "x")]));

        Assert.Equal(["B: visible: not saved -> true", "a: category: General -> x", "z: visible: not saved -> true"], Describe(changes));
    }

    [Fact]
    public async Task A_replacement_removes_unlisted_entries()
    {
        var changes = await PlanAsync(saved => saved.PlanReplace([Entry("a", true), Entry("new", null, "Coding")]));

        Assert.Equal(
            ["a: category: General -> none", "b: visible: false -> not saved", "c: category: Coding -> none", "new: category: none -> Coding"],
            Describe(changes));
    }

    [Fact]
    public async Task A_replacement_by_the_saved_preferences_changes_nothing() =>
        Assert.Empty(await PlanAsync(saved => saved.PlanReplace(saved.Entries)));

    [Theory]
    [InlineData(null, "General", true, true, "visible: true -> not saved")]
    [InlineData(null, null, true, true, "visible: true -> not saved, category: General -> none")]
    [InlineData(null, null, true, false, "visible: true -> not saved")]
    [InlineData(null, null, false, true, "category: General -> none")]
    [InlineData(false, "Coding", false, true, "category: General -> Coding")]
    [InlineData(false, "", true, true, "visible: true -> false, category: General -> none")]
    [InlineData(true, "General", true, true, null)]
    [InlineData(false, "Coding", false, false, null)]
    public async Task An_assignment_sets_exactly_the_specified_values(bool? visible, string? category, bool setsVisible, bool setsCategory, string? description)
    {
        var changes = await PlanAsync(saved => saved.PlanAssignments([new(Entry("a", visible, category), setsVisible, setsCategory)]));

        Assert.Equal(description is null ? [] : [$"a: {description}"], Describe(changes));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("c", true)]
    [InlineData("odd", true)]
    [InlineData("A", false)]
    public async Task Contains_finds_every_saved_id(string id, bool isSaved)
    {
        Save(Document);

        Assert.Equal(isSaved, (await GetAsync()).Contains(id));
    }

    [Fact]
    public async Task A_change_description_is_sanitized_and_the_category_is_not()
    {
        var change = Assert.Single(await PlanAsync(saved => saved.PlanMerge([Entry("b", null, "a\e[2J\nb")])));

        Assert.Equal("category: none -> a [2J b", change.Description);
        Assert.Equal("a\e[2J\nb", change.Category);
    }

    private async Task<IReadOnlyList<ModelVisibilityChange>> PlanAsync(
        Func<VisibilityPreferences, IReadOnlyList<ModelVisibilityChange>> plan)
    {
        Save(Document);
        var changes = plan(await GetAsync());
        Assert.Single(Server.Requests);
        AssertSaved(Document);
        return changes;
    }

    private static IEnumerable<string> Describe(IEnumerable<ModelVisibilityChange> changes) =>
        changes.Select(change => $"{change.Id}: {change.Description}");
}
