using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests how values are removed from a service that replaces the saved preferences, and from one that merges.</summary>
public sealed class VisibilityRemovalTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private const string Document = """
        {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true},"modelCategories":{"openai/gpt-5.2":"General","openai/gpt-5.5":"Coding"}}
        """;

    [Fact]
    public async Task A_service_that_replaces_receives_one_request_without_the_removed_values()
    {
        Server.Upsert = Upsert.Replace;
        Save(Document);

        var outcome = await ReplaceAsync(Entry(KnownId, null, "General"));

        AssertSaved("""{"modelCategories":{"openai/gpt-5.2":"General"}}""");
        Assert.Single(Sent);
        Assert.Empty(outcome.NotRemoved);
        Assert.All(outcome.Saved, change => Assert.Equal(VisibilityChangeResult.Saved, change.Result));
    }

    [Fact]
    public async Task A_service_that_merges_receives_an_empty_category_for_a_removed_one()
    {
        Save(Document);

        var outcome = await ReplaceAsync(Entry(KnownId, true, null), Entry(OtherId, true, "Coding"));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true},"modelCategories":{"openai/gpt-5.2":"","openai/gpt-5.5":"Coding"}}
            """);
        Assert.Equal(["category: General -> none"], outcome.Saved.Select(change => change.Description));
        Assert.Empty(outcome.NotRemoved);
        Assert.Equal(2, Sent.Count());
        // The next replacement has nothing to do.
        Assert.Empty((await GetAsync()).PlanReplace([Entry(KnownId, true, null), Entry(OtherId, true, "Coding")]));
    }

    [Fact]
    public async Task An_entry_whose_only_value_was_removed_is_no_longer_an_entry()
    {
        Save("""{"modelCategories":{"openai/gpt-5.2":"General"}}""");

        await ReplaceAsync();

        AssertSaved("""{"modelCategories":{"openai/gpt-5.2":""}}""");
        Assert.Empty((await GetAsync()).Entries);
    }

    [Fact]
    public async Task A_visibility_that_the_service_keeps_is_returned_as_not_removed_with_its_saved_values()
    {
        Save(Document);

        var outcome = await ReplaceAsync(Entry(KnownId, false, "General"));

        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        var kept = Assert.Single(outcome.NotRemoved);
        Assert.Equal((OtherId, true, null, VisibilityChangeResult.NotRemoved), (kept.Id, kept.Visible, kept.Category, kept.Result));
        Assert.Equal((true, "Coding"), (kept.PreviousVisible, kept.PreviousCategory));
        Assert.Equal("visible: true (not removed), category: Coding -> none", kept.Description);
        Assert.Empty(outcome.Failed);
    }

    [Fact]
    public async Task A_plan_has_the_result_planned()
    {
        Save(Document);

        Assert.All((await GetAsync()).PlanReplace([]), change => Assert.Equal(VisibilityChangeResult.Planned, change.Result));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_service_that_rejects_empty_categories_keeps_them_and_the_rest_is_saved(int status)
    {
        Save(Document);
        var options = Options with { BaseUri = Server.GetFaultUri($"status={status},method=POST,skip=1,tag=empty{status}") };
        var saved = await GetAsync(options);

        var outcome = await SetAsync(options, new(saved, saved.PlanMerge([Entry(KnownId, false, ""), Entry(ThirdId, true)])));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":true,"x-ai/grok-4.3":true},"modelCategories":{"openai/gpt-5.2":"General","openai/gpt-5.5":"Coding"}}
            """);
        Assert.Equal("visible: true -> false, category: General (not removed)", Assert.Single(outcome.NotRemoved).Description);
        Assert.Equal([ThirdId], outcome.Saved.Select(change => change.Id));
        Assert.Equal(status, outcome.Requests[^1].StatusCode);
    }

    [Fact]
    public async Task A_failure_of_the_second_request_is_an_error_with_an_unknown_outcome()
    {
        Save(Document);
        var options = Options with { BaseUri = Server.GetFaultUri("status=503,method=POST,skip=1,tag=unavailable") };
        var saved = await GetAsync(options);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, new(saved, saved.PlanMerge([Entry(KnownId, null, "")]))));

        Assert.Equal((NanoGptErrorKind.ServiceFailed, true), (failure.Kind, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task A_change_of_another_writer_between_the_requests_is_not_overwritten()
    {
        Save(Document);
        var plan = await PlanAsync(Entry(KnownId, null, ""));
        // Read, save, four reads that still have the category, and the read of the second request.
        WriteBefore(7, """{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(plan));

        Assert.Equal((NanoGptErrorKind.Conflict, true), (failure.Kind, failure.OutcomeUnknown));
        Assert.Equal("Theirs", (string?)Saved[MapNames[1]]![KnownId]);
    }

    [Fact]
    public async Task Entries_that_another_writer_adds_between_the_requests_are_kept()
    {
        Save(Document);
        var plan = await PlanAsync(Entry(KnownId, null, ""));
        WriteBefore(7, """{"visibleTextModels":{"x-ai/grok-4.3":false},"theme":"dark"}""");

        Assert.Equal([KnownId], (await SetAsync(plan)).Saved.Select(change => change.Id));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true,"x-ai/grok-4.3":false},"modelCategories":{"openai/gpt-5.2":"","openai/gpt-5.5":"Coding"},"theme":"dark"}
            """);
    }

    [Fact]
    public async Task No_second_request_is_sent_if_other_entries_changed_unexpectedly()
    {
        Save(Document);
        var plan = await PlanAsync(Entry(KnownId, null, ""));
        WriteBefore(3, """{"visibleTextModels":{"openai/gpt-5.5":false}}""");

        var outcome = await SetAsync(plan);

        Assert.Equal([OtherId], outcome.UnexpectedlyChanged);
        Assert.Equal([KnownId], outcome.NotRemoved.Select(change => change.Id));
        Assert.Single(Sent);
    }

    private async Task<VisibilityUpdateResult> ReplaceAsync(params ModelVisibility[] entries)
    {
        var saved = await GetAsync();
        return await SetAsync(new(saved, saved.PlanReplace(entries)));
    }
}
