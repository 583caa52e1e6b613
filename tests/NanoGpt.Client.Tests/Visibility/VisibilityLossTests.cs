using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that no entries are lost if the read before a change is incomplete.</summary>
public sealed class VisibilityLossTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private const string Document = """
        {"visibleTextModels":{"openai/gpt-5.5":true,"gone":false,"odd":"yes"},"modelCategories":{"openai/gpt-5.5":"General","x":"Old"},"theme":"dark"}
        """;

    private const int AllReads = 20;

    public static TheoryData<string> IncompleteResponses { get; } =
    [
        "{}",
        """{"modelPreferences":null}""",
        """{"modelPreferences":{}}""",
        """{"modelPreferences":{"visibleTextModels":{"openai/gpt-5.5":true,"gone":false,"odd":"yes"},"theme":"dark"}}""",
        """{"modelPreferences":{"visibleTextModels":{"openai/gpt-5.5":true,"gone":false,"odd":"yes"},"modelCategories":null,"theme":"dark"}}""",
        """{"modelPreferences":{"visibleTextModels":{"openai/gpt-5.5":true,"gone":false},"modelCategories":{"openai/gpt-5.5":"General","x":"Old"},"theme":"dark"}}""",
        """{"modelPreferences":{"visibleTextModels":{"openai/gpt-5.5":true,"gone":false,"odd":"yes"},"modelCategories":{"openai/gpt-5.5":"General","x":"Old"}}}""",
    ];

    [Theory]
    [MemberData(nameof(IncompleteResponses))]
    public async Task An_incomplete_read_is_repeated(string response)
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);
        SetResponse(response, reads: 2);

        var outcome = await MergeAsync(Entry(KnownId, false));

        AssertSavedWith(KnownId, false);
        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        Assert.Empty(outcome.Failed);
    }

    [Theory]
    [MemberData(nameof(IncompleteResponses))]
    public async Task Repeated_incomplete_reads_are_a_conflict_and_nothing_is_sent(string response)
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);
        SetResponse(response, AllReads);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Entry(KnownId, false)));

        Assert.Equal((NanoGptErrorKind.Conflict, 0, false), (failure.Kind, failure.Request.Attempt, failure.OutcomeUnknown));
        Assert.StartsWith("Saved values outside this change have disappeared since the preferences were first read: ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Sent);
        // The read for the plan, the read under the lock, and its three repetitions.
        Assert.Equal(5, Server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(IncompleteResponses))]
    public async Task With_force_the_values_of_the_first_read_are_sent(string response)
    {
        foreach (var upsert in new[] { Upsert.Merge, Upsert.Replace })
        {
            Server.Upsert = upsert;
            Save(Document);
            var plan = await PlanAsync(Entry(KnownId, false));
            for (var read = 1; read <= 4; read++) Server.SetResponse(read, Account, Parse(response));

            var outcome = await SetAsync(plan, force: true);

            AssertSavedWith(KnownId, false);
            Assert.Empty(outcome.Failed);
            Assert.Empty(outcome.UnexpectedlyChanged);
        }
    }

    [Fact]
    public async Task Missing_entries_are_named()
    {
        Save(Document);
        SetResponse("""{"modelPreferences":{"visibleTextModels":{"gone":false,"odd":"yes"}}}""", AllReads);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Entry(KnownId, false)));

        Assert.Contains(": openai/gpt-5.5, x, theme. ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unspecified_properties_of_a_changed_entry_are_not_lost()
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);
        SetResponse("{}", AllReads);

        await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Entry(OtherId, false)));

        AssertSaved(Document);
    }

    [Fact]
    public async Task A_value_the_change_removes_can_already_be_missing()
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);
        WriteBefore(2, """{"modelCategories":{"x":null}}""");

        var outcome = await MergeAsync(Entry("x", null, ""), Entry(KnownId, false));

        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        Assert.Equal(3, Server.Requests.Count(request => request.Method == "GET"));
    }

    [Fact]
    public async Task A_map_that_was_not_read_is_not_sent()
    {
        Save("""{"modelCategories":{"x":"Old"}}""");

        await MergeAsync(Entry("x", null, "New"));

        Assert.Equal("""{"modelCategories":{"x":"New"}}""", Assert.Single(Sent).Body);
    }

    [Fact]
    public async Task A_map_that_becomes_empty_is_sent_empty()
    {
        Server.Upsert = Upsert.Replace;
        Save("""{"visibleTextModels":{"a":true},"modelCategories":{"x":"Old"}}""");

        await MergeAsync(Entry("x", null, ""));

        Assert.Equal("""{"visibleTextModels":{"a":true},"modelCategories":{}}""", Assert.Single(Sent).Body);
    }

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task A_retry_completes_a_partially_saved_change(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save("""
            {"visibleTextModels":{"openai/gpt-5.5":true,"gone":false,"odd":"yes"},
            "modelCategories":{"openai/gpt-5.5":"General","x-ai/grok-4.3":"Old"},"theme":"dark"}
            """);
        Server.AddFault(Account, SaveFault.Partial);

        var outcome = await MergeAsync(Options with { MaximumRetryCount = 1 }, Entry(OtherId, false, "Ours"), Entry(KnownId, true, "New"));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.5":false,"gone":false,"odd":"yes","openai/gpt-5.2":true},
            "modelCategories":{"openai/gpt-5.5":"Ours","x-ai/grok-4.3":"Old","openai/gpt-5.2":"New"},"theme":"dark"}
            """);
        Assert.Empty(outcome.Failed);
        Assert.Equal(
            ["visible: not saved -> true, category: none -> New", "visible: true -> false, category: General -> Ours"],
            outcome.Saved.Select(change => change.Description));
    }

    [Fact]
    public async Task A_concurrent_change_of_a_partially_saved_entry_is_a_conflict()
    {
        Save(Document);
        Server.AddFault(Account, SaveFault.Partial);
        WriteBefore(4, """{"modelCategories":{"openai/gpt-5.5":"Theirs"}}""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() =>
            MergeAsync(Options with { MaximumRetryCount = 1 }, Entry(OtherId, false, "Ours")));

        Assert.Equal((NanoGptErrorKind.Conflict, true), (failure.Kind, failure.OutcomeUnknown));
        Assert.Contains($" {OtherId} ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing more was sent.", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Tests that for any saved preferences and any incomplete responses, every entry outside the change remains saved.
    /// </summary>
    [Property(MaxTest = 200, Arbitrary = [typeof(VisibilityLossTests)])]
    public async Task No_incomplete_response_makes_a_change_lose_entries(Scenario scenario)
    {
        Server.Upsert = scenario.Upsert;
        Server.ResetFaults(Account);
        Server.Save(Account, scenario.Document());
        var saved = await GetAsync();
        var entries = scenario.Named.Select(id => Entry(id, true, "New")).ToList();
        var changes = scenario.IsReplacement ? saved.PlanReplace(entries) : saved.PlanMerge(entries);
        for (var read = 0; read < scenario.Lacking.Length; read++) Server.SetResponse(read + 1, Account, scenario.CreateResponse(read));

        try
        {
            await SetAsync(new(saved, changes), scenario.Force);
        }
        catch (NanoGptException failure) when (failure.Kind == NanoGptErrorKind.Conflict)
        {
            Assert.False(scenario.Force);
        }

        var named = scenario.IsReplacement ? Ids : scenario.Named;
        foreach (var (map, ids) in new[] { (MapNames[0], scenario.Visible), (MapNames[1], scenario.Categories) })
            foreach (var id in ids.Except(named))
                Assert.True(JsonNode.DeepEquals(scenario.Document()[map]![id], Saved[map]?[id]), $"{map} has lost {id}.");
        // Named entries that had a visibility still have one.
        foreach (var id in scenario.Named)
            if (scenario.Visible.Contains(id)) Assert.NotNull(Saved[MapNames[0]]?[id]);
    }

    private static readonly string[] Ids = [KnownId, OtherId, ThirdId, "gone", "x", "模型/语言"];

    public static Arbitrary<Scenario> Scenarios { get; } = Arb.From(
        from upsert in Gen.Elements(Upsert.Merge, Upsert.Replace)
        from force in Gen.Elements(true, false)
        from isReplacement in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from visible in Gen.SubListOf(Ids)
        from categories in Gen.SubListOf(Ids)
        from named in Gen.SubListOf(Ids)
        from lacking in Gen.ListOf(Gen.SubListOf([.. Ids.SelectMany(id => MapNames.Select(map => $"{map} {id}")), .. MapNames, "root"]), 8)
        from bad in Gen.Choose(0, 8)
        select new Scenario(upsert, force, isReplacement, [.. visible], [.. categories], [.. named], [.. lacking.Take(bad).Select(list => list.ToArray())]));

    private void SetResponse(string response, int reads)
    {
        for (var read = 2; read < 2 + reads; read++) Server.SetResponse(read, Account, Parse(response));
    }

    private void AssertSavedWith(string id, bool visible)
    {
        var expected = Parse(Document);
        expected[MapNames[0]]![id] = visible;
        AssertEqualPreferences(expected, Saved);
    }

    /// <summary>The saved preferences, the change, and the entries that are missing from each read.</summary>
    public sealed record Scenario(
        Upsert Upsert, bool Force, bool IsReplacement, string[] Visible, string[] Categories, string[] Named, string[][] Lacking)
    {
        public JsonObject Document()
        {
            var document = new JsonObject { [MapNames[0]] = new JsonObject(), [MapNames[1]] = new JsonObject() };
            foreach (var id in Visible) document[MapNames[0]]![id] = false;
            foreach (var id in Categories) document[MapNames[1]]![id] = "Old";
            return document;
        }

        public JsonObject CreateResponse(int read)
        {
            if (Lacking[read].Contains("root")) return [];
            var document = Document();
            foreach (var path in Lacking[read].Select(lacking => lacking.Split(' ')))
            {
                if (path is [var map, var id]) (document[map] as JsonObject)?.Remove(id);
                else document.Remove(path[0]);
            }
            return new() { ["modelPreferences"] = document };
        }

        public override string ToString() =>
            $"{Upsert}, force {Force}, replacement {IsReplacement}: {Document().ToJsonString()} with {string.Join(", ", Named)}; "
            + string.Join("; ", Enumerable.Range(0, Lacking.Length).Select(read => CreateResponse(read).ToJsonString()));
    }
}
