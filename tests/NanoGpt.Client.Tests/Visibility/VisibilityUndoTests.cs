using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests plans that revert earlier changes.</summary>
public sealed class VisibilityUndoTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    // Only ids of the catalog: the service ignores others after their entries are removed.
    private static readonly string[] Ids = [KnownId, OtherId, ThirdId, "google/gemini-3.5-flash"];

    private const string Document = """
        {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false},"modelCategories":{"openai/gpt-5.2":"General"}}
        """;

    [Fact]
    public async Task An_undo_makes_the_opposite_changes_and_its_undo_repeats_them()
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);
        var changes = (await MergeAsync(Entry(KnownId, false, "Coding"), Entry(ThirdId, true))).Saved;
        var changed = Saved;

        var undone = (await UndoAsync(changes)).Saved;
        AssertSaved(Document);
        Assert.Equal(["visible: false -> true, category: Coding -> General", "visible: true -> not saved"], undone.Select(change => change.Description));

        await UndoAsync(undone);
        AssertEqualPreferences(changed, Saved);
    }

    [Fact]
    public async Task Several_changes_of_an_entry_are_reverted_as_one()
    {
        Save(Document);
        var first = (await MergeAsync(Entry(KnownId, false))).Saved;
        var second = (await MergeAsync(Entry(KnownId, null, "Coding"), Entry(OtherId, true))).Saved;
        var third = (await MergeAsync(Entry(OtherId, false))).Saved;

        var undo = (await GetAsync()).PlanUndo([.. first, .. second, .. third]);

        Assert.Equal(["visible: false -> true, category: Coding -> General"], undo.Changes.Select(change => change.Description));
        Assert.Empty(undo.Conflicts);
    }

    [Fact]
    public async Task Changes_of_an_entry_in_the_wrong_order_are_a_conflict()
    {
        Save(Document);
        var first = (await MergeAsync(Entry(KnownId, false))).Saved;
        var second = (await MergeAsync(Entry(KnownId, null, "Coding"))).Saved;

        var undo = (await GetAsync()).PlanUndo([.. second, .. first]);

        Assert.Equal([KnownId], undo.Conflicts);
        Assert.Empty(undo.Changes);
    }

    [Fact]
    public async Task Entries_that_already_have_their_previous_values_are_omitted()
    {
        Save(Document);
        var plan = await PlanAsync(Entry(KnownId, false));

        var undo = plan.Saved.PlanUndo(plan.Changes);

        Assert.Empty(undo.Changes);
        Assert.Empty(undo.Conflicts);
    }

    [Fact]
    public async Task A_later_change_of_the_same_entry_is_a_conflict_and_only_the_changed_values_would_be_reverted()
    {
        Save(Document);
        var changes = (await MergeAsync(Entry(KnownId, false), Entry(OtherId, true))).Saved;
        await MergeAsync(Entry(KnownId, null, "Theirs"));

        var undo = (await GetAsync()).PlanUndo(changes);

        Assert.Equal([KnownId], undo.Conflicts);
        Assert.Equal(["visible: false -> true", "visible: true -> false"], undo.Changes.Select(change => change.Description));
        Assert.Equal("Theirs", undo.Changes[0].Category);
    }

    [Fact]
    public async Task A_value_that_the_service_kept_is_not_reverted()
    {
        Save(Document);
        var saved = await GetAsync();
        var changes = (await SetAsync(new(saved, saved.PlanReplace([Entry(OtherId, true)])))).NotRemoved;
        Assert.Equal("visible: true (not removed), category: General -> none", Assert.Single(changes).Description);

        await UndoAsync(changes);

        Assert.Equal("General", (string?)Saved[MapNames[1]]![KnownId]);
        Assert.Empty((await GetAsync()).PlanUndo(changes).Changes);
    }

    /// <summary>
    /// Tests that for any preferences and any changes, an undo restores the document. A service that merges keeps added
    /// visibilities, and empty categories instead of none.
    /// </summary>
    [Property(MaxTest = 200, Arbitrary = [typeof(VisibilityUndoTests)])]
    public async Task An_undo_restores_the_preferences(Scenario scenario)
    {
        Server.Upsert = scenario.Upsert;
        Server.Save(Account, scenario.Document.DeepClone().AsObject());
        var changes = new List<ModelVisibilityChange>();
        foreach (var assignment in scenario.Assignments)
        {
            var saved = await GetAsync();
            var outcome = await SetAsync(new(saved, saved.PlanAssignments([assignment])));
            changes.AddRange(outcome.Saved.Concat(outcome.NotRemoved));
        }

        var undo = (await GetAsync()).PlanUndo(changes);
        Assert.Empty(undo.Conflicts);
        await UndoAsync(changes);

        var expected = scenario.Document.DeepClone().AsObject();
        if (scenario.Upsert == Upsert.Merge)
        {
            foreach (var (map, id) in MapNames.SelectMany(map => Ids.Select(id => (map, id))))
                if (expected[map]?[id] is null && Saved[map]?[id] is { } kept)
                {
                    expected[map] ??= new JsonObject();
                    expected[map]![id] = map == MapNames[0] ? kept.DeepClone() : "";
                }
        }
        AssertEqualPreferences(expected, Saved);
    }

    public static Arbitrary<Scenario> Scenarios { get; } = Arb.From(
        from upsert in Gen.Elements(Upsert.Merge, Upsert.Replace)
        from visible in Gen.SubListOf(Ids)
        from categories in Gen.SubListOf(Ids)
        from assignments in Gen.ListOf(
            from id in Gen.Elements(Ids)
            from isVisible in Gen.Elements<bool?>(true, false, null)
            from category in Gen.Elements(null, "General", "Coding")
            from sets in Gen.Elements((true, true), (true, false), (false, true))
            select new VisibilityAssignment(Entry(id, isVisible, category), sets.Item1, sets.Item2))
        select new Scenario(upsert, CreateDocument(visible, categories), [.. assignments.Take(4)]));

    private static JsonObject CreateDocument(IEnumerable<string> visible, IEnumerable<string> categories) => new()
    {
        [MapNames[0]] = new JsonObject(visible.Select(id => KeyValuePair.Create<string, JsonNode?>(id, id != OtherId))),
        [MapNames[1]] = new JsonObject(categories.Select(id => KeyValuePair.Create<string, JsonNode?>(id, "Old"))),
        ["theme"] = "dark",
    };

    private async Task<VisibilityUpdateResult> UndoAsync(IEnumerable<ModelVisibilityChange> changes)
    {
        var saved = await GetAsync();
        return await SetAsync(new(saved, saved.PlanUndo(changes).Changes));
    }

    /// <summary>What is saved, how the service saves, and the changes to make and undo.</summary>
    public sealed record Scenario(Upsert Upsert, JsonObject Document, VisibilityAssignment[] Assignments)
    {
        public override string ToString() => $"{Upsert}: {Document.ToJsonString()}; {string.Join("; ", Assignments.Select(assignment => assignment.Description()))}";
    }
}

file static class AssignmentExtensions
{
    public static string Description(this VisibilityAssignment assignment) =>
        $"{assignment.Entry.Id} {(assignment.SetsVisible ? assignment.Entry.Visible : "unchanged")} {(assignment.SetsCategory ? assignment.Entry.Category ?? "none" : "unchanged")}";
}
