using NanoGpt.Locking;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that no object returned by a call contains the session cookie at any depth.</summary>
public sealed class VisibilitySecretTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    /// <summary>A valid session cookie with an additional value that the scanner searches for.</summary>
    private static readonly string Cookie = $"csrf={SecretLeakScanner.Key}; {Account.Cookie}";

    private NanoGptClientOptions CreateOptions(Uri baseUri) =>
        TestClient.Options(baseUri, cookie: Cookie) with { LockPath = LockPath, TimeProvider = new AutoAdvanceTimeProvider() };

    [Fact]
    public async Task No_preferences_change_or_result_contains_the_cookie()
    {
        var options = CreateOptions(Server.BaseUri);
        var saved = await GetAsync(options);
        var plan = CreateMergePlan(saved, Entry(KnownId, true), Entry("nope", true));
        var outcome = await SetAsync(options, plan);

        Assert.All(Server.Requests, request => Assert.Equal(Cookie, request.Cookie));
        Assert.Single(outcome.Saved);
        Assert.Single(outcome.Failed);
        SecretLeakScanner.AssertNotIn(saved);
        SecretLeakScanner.AssertNotIn(plan.Changes);
        SecretLeakScanner.AssertNotIn(outcome);
        SecretLeakScanner.AssertNotIn(VisibilityFile.Write(await GetAsync(options)));
        SecretLeakScanner.AssertNotIn(options);
    }

    [Theory]
    [InlineData("status=401", NanoGptErrorKind.Unauthorized)]
    [InlineData("status=429,retry-after=5", NanoGptErrorKind.RateLimited)]
    [InlineData("status=502,shape=html", NanoGptErrorKind.ServiceFailed)]
    [InlineData("redirect=302,to=https://example.com/", NanoGptErrorKind.Redirected)]
    [InlineData("drop", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("reset=5", NanoGptErrorKind.ConnectionFailed)]
    public async Task No_error_of_any_request_contains_the_cookie(string fault, NanoGptErrorKind kind)
    {
        foreach (var scope in new[] { "method=GET", "method=GET,skip=1", "method=POST", "method=GET,skip=2" })
        {
            List<RetryAttempt> notices = [];
            var options = CreateOptions(Server.GetFaultUri($"{fault},{scope}")) with { MaximumRetryCount = 2, TimeProvider = new AutoAdvanceTimeProvider(), OnRetry = notices.Add };

            var failure = await Assert.ThrowsAsync<NanoGptException>(async () =>
                await MergeAsync(options, Entry(KnownId, true, Guid.NewGuid().ToString())));

            Assert.Equal(kind, failure.Kind);
            SecretLeakScanner.AssertNotIn(failure);
            SecretLeakScanner.AssertNotIn(notices);
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
    public async Task A_cookie_in_a_response_is_redacted(string body)
    {
        foreach (var status in new[] { 200, 401, 503 })
        {
            var baseUri = Server.AddResponse(body.Replace("{0}", SecretLeakScanner.Key, StringComparison.Ordinal), status: status);

            var failure = await Assert.ThrowsAsync<NanoGptException>(() => GetAsync(CreateOptions(baseUri)));

            SecretLeakScanner.AssertNotIn(failure);
        }
    }

    [Fact]
    public async Task No_conflict_lock_error_or_cancellation_contains_the_cookie()
    {
        var options = CreateOptions(Server.BaseUri);
        Save("""{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        var plan = await PlanAsync(options, [Entry(KnownId, false)]);
        WriteBefore(1, """{"modelCategories":{"openai/gpt-5.2":"Theirs"}}""");
        SecretLeakScanner.AssertNotIn(await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan)));

        using var first = await InterProcessLock.AcquireAsync(LockPath, TimeProvider.System, TestContext.Current.CancellationToken);
        SecretLeakScanner.AssertNotIn(await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan)));
        SecretLeakScanner.AssertNotIn(await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(options).SetVisibilityAsync(plan.Saved, plan.Changes, cancellationToken: new(canceled: true))));
    }
}
