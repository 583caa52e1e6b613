using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the requests, saved preferences, and result of a change.</summary>
public sealed class SetVisibilityTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    public static TheoryData<Upsert> Upserts { get; } = [Upsert.Merge, Upsert.Replace];

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task Only_specified_entries_change_whether_known_invalid_or_new(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false,"gone":true,"odd":"yes","null":null,"Ünï/模型":[1,{"a":1.50}]},
            "modelCategories":{"openai/gpt-5.2":"General","gone":"Old","odd":{"deep":[null]},"empty":""},
            "theme":"dark","modelOrder":["gone",1e2],"version":null}
            """);

        var outcome = await MergeAsync(Entry(KnownId, false), Entry(ThirdId, true, "Coding"), Entry("gone", null, "New"));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"gone":true,"odd":"yes","null":null,"Ünï/模型":[1,{"a":1.50}],"x-ai/grok-4.3":true},
            "modelCategories":{"openai/gpt-5.2":"General","gone":"New","odd":{"deep":[null]},"empty":"","x-ai/grok-4.3":"Coding"},
            "theme":"dark","modelOrder":["gone",1e2],"version":null}
            """);
        Assert.Equal(["gone", KnownId, ThirdId], outcome.Saved.Select(change => change.Id));
        AssertNoFailures(outcome);
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task An_unspecified_property_of_an_entry_is_kept_even_if_invalid(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save("""{"visibleTextModels":{"openai/gpt-5.2":"yes"},"modelCategories":{"openai/gpt-5.2":7}}""");

        AssertNoFailures(await MergeAsync(Entry(KnownId, true)));

        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true},"modelCategories":{"openai/gpt-5.2":7}}""");
    }

    [Fact]
    public async Task The_request_contains_the_complete_saved_preferences()
    {
        Save("""{"visibleTextModels":{"a":true},"modelOrder":["a"]}""");

        await MergeAsync(Entry(KnownId, true));

        Assert.True(JsonNode.DeepEquals(
            Parse("""{"visibleTextModels":{"a":true,"openai/gpt-5.2":true},"modelOrder":["a"]}"""),
            JsonNode.Parse(Assert.Single(Sent).Body!)));
    }

    [Fact]
    public async Task Invalid_unicode_is_sent_unchanged()
    {
        const string invalid = """ "modelCategories":{"a":"\ud83d","b":["\udd25"]},"x":"\ud83d" """;
        var options = Options with { BaseUri = Server.AddResponse($$"""{"modelPreferences":{ {{invalid}} } }""") };

        await MergeAsync(options, Entry("c", true));

        Assert.Equal("""{"visibleTextModels":{"c":true},""" + invalid.Trim() + "}", Assert.Single(Sent).Body);
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task A_first_entry_is_saved_without_existing_preferences(Upsert upsert)
    {
        foreach (var remove in new Action[] { () => Server.RemoveSaved(Account), () => Server.Save(Account, null), () => Save("{}") })
        {
            Server.Upsert = upsert;
            remove();

            AssertNoFailures(await MergeAsync(Entry(KnownId, true)));

            AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        }
    }

    [Fact]
    public async Task Without_changes_no_request_is_sent()
    {
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true},"modelCategories":{"openai/gpt-5.2":"General"}}""");

        var outcome = await MergeAsync(Entry(KnownId, true), Entry(KnownId, null, "General"), Entry(OtherId, null, ""), Entry("nope"));

        Assert.Empty(Sent);
        Assert.Empty(outcome.Saved);
        AssertNoFailures(outcome);
    }

    [Fact]
    public async Task A_change_sends_GET_POST_and_GET_and_lists_them()
    {
        var plan = await PlanAsync([Entry(KnownId, true)]);
        Server.ClearRequests();

        var outcome = await SetAsync(plan);

        Assert.Equal(["GET", "POST", "GET"], Server.Requests.Select(request => request.Method));
        Assert.Equal(["GET", "POST", "GET"], outcome.Requests.Select(call => call.Method));
        Assert.All(Server.Requests, request => Assert.Equal("/api/user/model-visibility", request.Path));
    }

    [Fact]
    public async Task An_unknown_id_fails_as_ignored()
    {
        var outcome = await MergeAsync(Entry("nope", true), Entry("OpenAI/GPT-5.2", null, "Coding"), Entry(KnownId, true));

        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        Assert.Equal(["OpenAI/GPT-5.2", "nope"], outcome.Failed.Select(failure => failure.Change.Id));
        Assert.All(outcome.Failed, failure => Assert.Equal(VisibilityFailureReason.Ignored, failure.Reason));
        Assert.Empty(outcome.UnexpectedlyChanged);
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task A_category_is_removed(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true},"modelCategories":{"openai/gpt-5.2":"General"}}""");

        var outcome = await MergeAsync(Entry(KnownId, false, ""));

        var saved = (await GetAsync()).Entries.Single();
        Assert.Equal((false, null), (saved.Visible, saved.Category));
        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        AssertNoFailures(outcome);
    }

    [Theory]
    [InlineData(Upsert.Merge, 1, 1)]
    [InlineData(Upsert.Replace, 2, 0)]
    public async Task A_replacement_removes_other_entries_except_visibilities_that_the_service_keeps(
        Upsert upsert, int removed, int kept)
    {
        Server.Upsert = upsert;
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true,"gone":true},"modelCategories":{"openai/gpt-5.5":"General","gone":"Old"}}""");

        var before = await GetAsync();
        var outcome = await SetAsync(new(before, before.PlanReplace([Entry(KnownId, false), Entry(ThirdId, true)])));

        Assert.Equal(2 + removed, outcome.Saved.Count);
        Assert.Equal(kept, outcome.NotRemoved.Count);
        Assert.Empty(outcome.Failed);
        var saved = (await GetAsync()).Entries.Select(entry => (entry.Id, entry.Visible, entry.Category)).ToList();
        Assert.Equal(
            [.. kept > 0 ? [("gone", true, null), (KnownId, false, null)] : new[] { (KnownId, (bool?)false, (string?)null) }, (ThirdId, true, null)],
            saved);
    }

    [Theory]
    [InlineData("""{"visibleTextModels":{"openai/gpt-5.2":true}}""", VisibilityFailureReason.NotPersisted)]
    [InlineData("""{"visibleTextModels":{"openai/gpt-5.2":null}}""", VisibilityFailureReason.NotPersisted)]
    [InlineData("""{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""", VisibilityFailureReason.NotPersisted)]
    public async Task A_change_by_another_writer_after_the_request_is_detected(string otherChange, VisibilityFailureReason reason)
    {
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        WriteBefore(4, otherChange);

        var outcome = await MergeAsync(Entry(KnownId, false), Entry(OtherId, true));

        var failure = Assert.Single(outcome.Failed);
        Assert.Equal((KnownId, reason), (failure.Change.Id, failure.Reason));
        Assert.Equal([OtherId], outcome.Saved.Select(change => change.Id));
        Assert.Empty(outcome.UnexpectedlyChanged);
    }

    [Fact]
    public async Task An_ignored_change_of_an_existing_entry_fails_as_not_persisted()
    {
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        Server.Ignore(KnownId);

        var outcome = await MergeAsync(Entry(KnownId, false));

        Assert.Equal(VisibilityFailureReason.NotPersisted, Assert.Single(outcome.Failed).Reason);
        Assert.Equal(true, outcome.Failed[0].Found.Visible);
    }

    [Fact]
    public async Task Unexpectedly_changed_entries_are_listed()
    {
        Save("""{"visibleTextModels":{"openai/gpt-5.5":true,"gone":true,"odd":"yes"},"modelCategories":{"x":"a","y":"b"}}""");
        WriteBefore(4, """
            {"visibleTextModels":{"openai/gpt-5.5":false,"gone":null,"odd":"no"},"modelCategories":{"x":"b","new":"c"},"theme":"dark"}
            """);

        var outcome = await MergeAsync(Entry(KnownId, true));

        Assert.Equal(["gone", "new", "odd", OtherId, "x"], outcome.UnexpectedlyChanged);
        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        Assert.Empty(outcome.LostProperties);
    }

    [Fact]
    public async Task Lost_unknown_properties_are_listed()
    {
        Save("""{"modelOrder":["a"],"updatedAt":1}""");
        WriteBefore(4, """{"modelOrder":null,"updatedAt":2}""");

        var outcome = await MergeAsync(Entry(KnownId, true));

        Assert.Equal(["modelOrder"], outcome.LostProperties);
    }

    [Theory]
    [InlineData("status=503,method=POST,times=1")]
    [InlineData("status=500,method=POST,times=2")]
    [InlineData("drop,method=POST,times=1")]
    [InlineData("status=503,method=GET,skip=1,times=1")]
    [InlineData("status=503,method=GET,skip=2,times=2")]
    public async Task A_transient_failure_is_retried(string fault)
    {
        var options = CreateRetryOptions(fault);

        var outcome = await MergeAsync(options, Entry(KnownId, true));

        Assert.Single(outcome.Saved);
        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task Preferences_are_read_again_before_a_retry(Upsert upsert)
    {
        Server.Upsert = upsert;
        var options = CreateRetryOptions($"status=503,method=POST,times=1,tag={upsert}");
        WriteBefore(3, """{"visibleTextModels":{"openai/gpt-5.5":false}}""");

        AssertNoFailures(await MergeAsync(options, Entry(KnownId, true)));

        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false}}""");
    }

    [Fact]
    public async Task A_change_saved_by_a_failed_request_is_not_sent_again()
    {
        var options = CreateRetryOptions("status=503,method=POST,times=1,tag=arrived");
        var plan = await PlanAsync(options, [Entry(KnownId, true)]);
        WriteBefore(2, """{"visibleTextModels":{"openai/gpt-5.2":true}}""");

        var outcome = await SetAsync(options, plan);

        Assert.Equal([KnownId], outcome.Saved.Select(change => change.Id));
        AssertNoFailures(outcome);
        Assert.Single(Sent);
    }

    [Theory]
    [InlineData("status=503,method=POST", NanoGptErrorKind.ServiceFailed, true)]
    [InlineData("drop,method=POST", NanoGptErrorKind.ConnectionFailed, true)]
    [InlineData("reset=5,method=POST", NanoGptErrorKind.ConnectionFailed, true)]
    [InlineData("redirect=302,to=https://example.com/,method=POST", NanoGptErrorKind.Redirected, true)]
    [InlineData("status=400,method=POST", NanoGptErrorKind.InvalidRequest, false)]
    [InlineData("status=401,method=POST", NanoGptErrorKind.Unauthorized, false)]
    [InlineData("status=408,method=POST", NanoGptErrorKind.TimedOut, true)]
    [InlineData("status=429,method=POST", NanoGptErrorKind.RateLimited, false)]
    [InlineData("status=503,method=GET,skip=1", NanoGptErrorKind.ServiceFailed, false)]
    [InlineData("status=503,method=GET,skip=2", NanoGptErrorKind.ServiceFailed, true)]
    [InlineData("html,method=GET,skip=2", NanoGptErrorKind.InvalidResponse, true)]
    public async Task A_failure_says_whether_the_outcome_is_unknown(string fault, NanoGptErrorKind kind, bool outcomeUnknown)
    {
        var options = Options with { BaseUri = Server.GetFaultUri($"{fault},tag=failure") };
        var plan = await PlanAsync(options, [Entry(KnownId, true)]);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan));

        Assert.Equal((kind, outcomeUnknown), (failure.Kind, failure.OutcomeUnknown));
    }

    [Fact]
    public async Task A_rejected_retry_leaves_the_outcome_of_the_first_attempt_unknown()
    {
        string[] statuses = ["200 OK", "200 OK", "503 Service Unavailable", "200 OK", "403 Forbidden"];
        var count = 0;
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead($"HTTP/1.1 {statuses[count++]}\nContent-Length: 2"), stopping);
            await stream.WriteAsync("{}"u8.ToArray(), stopping);
            // Closing a connection with unread data can discard the response.
            await stream.CopyToAsync(Stream.Null, stopping);
        });
        var options = Options with { BaseUri = server.BaseUri, MaximumRetryCount = 1, TimeProvider = new AutoAdvanceTimeProvider() };
        var plan = await PlanAsync(options, [Entry(KnownId, true)]);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan));

        Assert.Equal((NanoGptErrorKind.Forbidden, true), (failure.Kind, failure.OutcomeUnknown));
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task A_late_save_is_waited_for(Upsert upsert)
    {
        Server.Upsert = upsert;
        Save("""{"visibleTextModels":{"openai/gpt-5.5":true}}""");
        Server.AddFault(Account, SaveFault.Late);
        var timeProvider = new AutoAdvanceTimeProvider();

        var outcome = await MergeAsync(Options with { TimeProvider = timeProvider }, Entry(KnownId, true), Entry(OtherId, false));

        Assert.Equal([KnownId, OtherId], outcome.Saved.Select(change => change.Id));
        AssertNoFailures(outcome);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], timeProvider.Delays);
    }

    [Fact]
    public async Task Verification_waits_at_most_three_seconds()
    {
        var timeProvider = new AutoAdvanceTimeProvider();

        var outcome = await MergeAsync(Options with { TimeProvider = timeProvider }, Entry("nope", true));

        Assert.Equal(VisibilityFailureReason.Ignored, Assert.Single(outcome.Failed).Reason);
        Assert.Equal(3, timeProvider.Delays.Sum(wait => wait.TotalSeconds));
    }

    [Theory]
    [MemberData(nameof(Upserts))]
    public async Task A_failure_names_the_id_under_which_an_entry_was_saved(Upsert upsert)
    {
        Server.Upsert = upsert;
        Server.HasCanonicalIds = true;
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");

        var outcome = await MergeAsync(Entry("OpenAI/GPT-5.2", false), Entry("X-AI/grok-4.3", true, "New"), Entry("nope", true));

        Assert.Equal(
            [
                ("OpenAI/GPT-5.2", KnownId, VisibilityFailureReason.SavedUnderOtherId),
                ("X-AI/grok-4.3", ThirdId, VisibilityFailureReason.SavedUnderOtherId),
                ("nope", "nope", VisibilityFailureReason.Ignored),
            ],
            outcome.Failed.Select(failure => (failure.Change.Id, failure.Found.Id, failure.Reason)));
        Assert.Empty(outcome.UnexpectedlyChanged);
    }

    private NanoGptClientOptions CreateRetryOptions(string fault) =>
        Options with { BaseUri = Server.GetFaultUri(fault), MaximumRetryCount = 3, TimeProvider = new AutoAdvanceTimeProvider() };

    private static void AssertNoFailures(VisibilityUpdateResult outcome)
    {
        Assert.Empty(outcome.NotRemoved);
        Assert.Empty(outcome.Failed);
        Assert.Empty(outcome.UnexpectedlyChanged);
        Assert.Empty(outcome.LostProperties);
    }
}
