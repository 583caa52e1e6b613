using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests changes by another writer between planning and sending a change.</summary>
public sealed class VisibilityConflictTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private const string Document = """
        {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true},"modelCategories":{"openai/gpt-5.2":"General"}}
        """;

    public static TheoryData<Upsert> Upserts { get; } = [Upsert.Merge, Upsert.Replace];

    [Theory]
    [InlineData("""{"visibleTextModels":{"openai/gpt-5.2":null}}""")]
    [InlineData("""{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""")]
    [InlineData("""{"modelCategories":{"openai/gpt-5.2":null}}""")]
    [InlineData("""{"visibleTextModels":{"openai/gpt-5.2":null},"modelCategories":{"openai/gpt-5.2":"Theirs"}}""")]
    public async Task A_concurrent_change_of_the_same_entry_is_a_conflict(string otherChange)
    {
        Save(Document);
        WriteBefore(2, otherChange);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Entry(KnownId, false), Entry(OtherId, false)));

        Assert.Equal(NanoGptErrorKind.Conflict, failure.Kind);
        Assert.Contains($" {KnownId} ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherId, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, false), (failure.Request.Attempt, failure.OutcomeUnknown));
        Assert.Empty(Sent);
    }

    [Fact]
    public async Task A_conflict_names_the_first_few_entries()
    {
        var ids = Enumerable.Range(0, 8).Select(number => $"id{number}").ToList();
        Save($$"""{"visibleTextModels":{ {{string.Join(',', ids.Select(id => $"\"{id}\":true"))}} } }""");
        WriteBefore(2, $$"""{"modelCategories":{ {{string.Join(',', ids.Select(id => $"\"{id}\":\"x\""))}} } }""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync([.. ids.Select(id => Entry(id, false))]));

        Assert.Contains(" id0, id1, id2, id3, id4 and 3 more ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task With_force_only_the_specified_properties_are_overwritten(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save(Document);
        var plan = await PlanAsync([Entry(KnownId, false), Entry(OtherId, null, "Ours")]);
        WriteBefore(1, """{"visibleTextModels":{"openai/gpt-5.5":false},"modelCategories":{"openai/gpt-5.2":"Theirs","openai/gpt-5.5":"Theirs"}}""");

        var outcome = await SetAsync(plan, force: true);

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false},
            "modelCategories":{"openai/gpt-5.2":"Theirs","openai/gpt-5.5":"Ours"}}
            """);
        Assert.Empty(outcome.Failed);
        Assert.Equal(
            ["visible: true -> false", "category: Theirs -> Ours"], outcome.Saved.Select(change => change.Description));
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task Concurrent_changes_of_other_entries_are_kept(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save(Document);
        WriteBefore(2, """{"visibleTextModels":{"openai/gpt-5.5":false,"x-ai/grok-4.3":true},"modelOrder":["x"]}""");

        var outcome = await MergeAsync(Entry(KnownId, false));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"x-ai/grok-4.3":true},
            "modelCategories":{"openai/gpt-5.2":"General"},"modelOrder":["x"]}
            """);
        Assert.Empty(outcome.Failed);
        Assert.Empty(outcome.UnexpectedlyChanged);
    }

    [Fact]
    public async Task An_identical_concurrent_change_is_not_a_conflict_and_sends_nothing()
    {
        Save(Document);
        WriteBefore(2, """{"visibleTextModels":{"openai/gpt-5.2":false}}""");

        var outcome = await MergeAsync(Entry(KnownId, false));

        Assert.Empty(outcome.Saved);
        Assert.Empty(outcome.Failed);
        Assert.Empty(Sent);
    }

    [Fact]
    public async Task A_concurrent_change_between_attempts_stops_the_retry()
    {
        Save(Document);
        var options = Options with
        {
            BaseUri = Server.GetFaultUri("status=503,method=POST,times=1,tag=conflict"), MaximumRetryCount = 1, TimeProvider = new AutoAdvanceTimeProvider(),
        };
        var plan = await PlanAsync(options, [Entry(KnownId, false)]);
        WriteBefore(2, """{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan));

        Assert.Equal(NanoGptErrorKind.Conflict, failure.Kind);
        Assert.Contains($" {KnownId} ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing more was sent.", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.OutcomeUnknown);
        Assert.Single(Sent);
    }
}
