using NanoGpt.Locking;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>The cookie is in nothing that comes back from a call with it, to whatever depth one looks.</summary>
public sealed class VisibilitySecretTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    /// <summary>One that opens the preferences, with a value in it that the hunt looks for.</summary>
    private static readonly string Cookie = $"csrf={SecretHunt.Key}; {Account.Cookie}";

    private NanoGptClientOptions With(Uri baseUri) =>
        Call.Options(baseUri, cookie: Cookie) with { LockPath = LockPath, TimeProvider = new JumpingClock() };

    [Fact]
    public async Task Neither_preferences_nor_changes_nor_what_came_of_them_hold_it()
    {
        var options = With(Server.BaseUri);
        var saved = await GetAsync(options);
        var plan = Merging(saved, Entry(Known, true), Entry("nope", true));
        var outcome = await SetAsync(options, plan);

        Assert.All(Server.Requests, request => Assert.Equal(Cookie, request.Cookie));
        Assert.Single(outcome.Saved);
        Assert.Single(outcome.Failed);
        SecretHunt.FindsNothingIn(saved);
        SecretHunt.FindsNothingIn(plan.Changes);
        SecretHunt.FindsNothingIn(outcome);
        SecretHunt.FindsNothingIn(VisibilityFile.Write(await GetAsync(options)));
        SecretHunt.FindsNothingIn(options);
    }

    [Theory]
    [InlineData("status=401", NanoGptErrorKind.Unauthorized)]
    [InlineData("status=429,retry-after=5", NanoGptErrorKind.RateLimited)]
    [InlineData("status=502,shape=html", NanoGptErrorKind.ServiceFailed)]
    [InlineData("redirect=302,to=https://example.com/", NanoGptErrorKind.Redirected)]
    [InlineData("drop", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("reset=5", NanoGptErrorKind.ConnectionFailed)]
    public async Task No_failure_holds_it_neither_of_the_reading_nor_of_the_sending_nor_of_the_reading_back(string fault, NanoGptErrorKind kind)
    {
        foreach (var scope in new[] { "method=GET", "method=GET,skip=1", "method=POST", "method=GET,skip=2" })
        {
            List<RetryNotice> notices = [];
            var options = With(Server.Fault($"{fault},{scope}")) with { MaximumRetryCount = 2, TimeProvider = new JumpingClock(), Retrying = notices.Add };

            var failure = await Assert.ThrowsAsync<NanoGptException>(async () =>
                await MergeAsync(options, Entry(Known, true, Guid.NewGuid().ToString())));

            Assert.Equal(kind, failure.Kind);
            SecretHunt.FindsNothingIn(failure);
            SecretHunt.FindsNothingIn(notices);
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("csrf={0}")]
    [InlineData("<html>{0}</html>")]
    [InlineData("""{"{0}":1}""")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":"{0}"}}""")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":{"{0}"}}}""")]
    [InlineData("""{"error":{"message":"No account has csrf={0}","code":"{0}","type":"{0}"}}""")]
    [InlineData("""{"error":"{0}","status":401}""")]
    public async Task An_answer_that_repeats_it_is_masked(string body)
    {
        foreach (var status in new[] { 200, 401, 503 })
        {
            var answer = Server.Answer(body.Replace("{0}", SecretHunt.Key, StringComparison.Ordinal), status: status);

            var failure = await Assert.ThrowsAsync<NanoGptException>(() => GetAsync(With(answer)));

            SecretHunt.FindsNothingIn(failure);
        }
    }

    [Fact]
    public async Task Neither_a_conflict_nor_a_lock_nor_giving_up_holds_it()
    {
        var options = With(Server.BaseUri);
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        var plan = await PlanAsync(options, [Entry(Known, false)]);
        WriteBefore(1, """{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""");
        SecretHunt.FindsNothingIn(await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan)));

        using var first = await InterProcessLock.AcquireAsync(LockPath, TimeProvider.System, TestContext.Current.CancellationToken);
        SecretHunt.FindsNothingIn(await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan)));
        SecretHunt.FindsNothingIn(await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(options).SetVisibilityAsync(plan.Saved, plan.Changes, cancellation: new(canceled: true))));
    }
}
