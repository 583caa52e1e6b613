using NanoGpt.Locking;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that the next change on this machine waits for a request without a response, which can take effect later.</summary>
public sealed class VisibilityUnansweredRequestTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    [Theory]
    [InlineData("drop,method=POST")]
    [InlineData("status=504,method=POST")]
    [InlineData("status=503,method=POST")]
    public async Task The_next_change_waits_after_a_failure(string fault)
    {
        await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Options with { BaseUri = Server.GetFaultUri($"{fault},tag=late") }, Entry(KnownId, true)));

        await AssertLateRequestIsKeptAsync();
    }

    [Fact]
    public async Task The_next_change_waits_after_a_timeout()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        var options = Options with { BaseUri = Server.GetFaultUri("delay=86400,method=POST"), Timeout = TimeSpan.FromSeconds(9), TimeProvider = timeProvider };
        var plan = await PlanAsync(options, Entry(KnownId, true));
        var change = SetAsync(options, plan);
        await Eventually.IsTrueAsync(() => Sent.Any() && timeProvider.HasActiveTimer);
        timeProvider.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(NanoGptErrorKind.TimedOut, (await Assert.ThrowsAsync<NanoGptException>(() => change)).Kind);

        await AssertLateRequestIsKeptAsync(timeProvider);
    }

    [Fact]
    public async Task The_next_change_waits_after_a_cancellation()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        var options = Options with { BaseUri = Server.GetFaultUri("delay=86400,method=POST"), TimeProvider = timeProvider };
        var plan = await PlanAsync(options, Entry(KnownId, true));
        using var cancellation = new CancellationTokenSource();
        var change = new NanoGptClient(options).SetVisibilityAsync(plan.Saved, plan.Changes, cancellationToken: cancellation.Token);
        await Eventually.IsTrueAsync(() => Sent.Any());
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Empty(timeProvider.Delays);

        await AssertLateRequestIsKeptAsync(timeProvider);
    }

    [Fact]
    public async Task The_next_change_waits_after_a_successful_retry()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        await MergeAsync(
            Options with { BaseUri = Server.GetFaultUri("drop,method=POST,times=1,tag=late"), MaximumRetryCount = 1, TimeProvider = timeProvider }, Entry(KnownId, true));

        await AssertLateRequestIsKeptAsync(timeProvider);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_next_change_waits_after_a_killed_process()
    {
        using var other = await ChildProcess.StartAsync(
            Program.ShowEntries, Server.GetFaultUri("delay=86400,method=POST").AbsoluteUri, Account.Cookie, LockPath, KnownId);
        await Eventually.IsTrueAsync(() => Sent.Any());
        await other.KillAsync();

        // The killed process used the system time.
        await AssertLateRequestIsKeptAsync(new AutoAdvanceTimeProvider(), since: DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fault/status=403,method=POST,tag=late/")]
    [InlineData("fault/redirect=302,to=https:%2F%2Fexample.com%2F,method=POST,tag=late/")]
    [InlineData("fault/reset=0,method=POST,tag=late/")]
    public async Task The_next_change_does_not_wait_after_a_response(string fault)
    {
        try
        {
            await MergeAsync(Options with { BaseUri = new(Server.BaseUri, fault) }, Entry(KnownId, true));
        }
        catch (NanoGptException)
        {
        }
        var timeProvider = new AutoAdvanceTimeProvider();

        await MergeAsync(Options with { TimeProvider = timeProvider }, Entry(OtherId, true));

        Assert.Empty(timeProvider.Delays);
    }

    /// <summary>
    /// Makes another change and asserts that both changes are saved. The earlier request takes effect while the new change waits,
    /// within the grace period, or after the new change if it does not wait.
    /// </summary>
    private async Task AssertLateRequestIsKeptAsync(AutoAdvanceTimeProvider? timeProvider = null, DateTimeOffset? since = null)
    {
        timeProvider ??= new AutoAdvanceTimeProvider();
        if (since is { } time && time > timeProvider.GetUtcNow()) timeProvider.Advance(time - timeProvider.GetUtcNow());
        Server.Upsert = Upsert.Replace;
        var late = Sent.First().Body!;
        timeProvider.Waiting = _ => ApplyLateRequest();

        await MergeAsync(Options with { TimeProvider = timeProvider }, Entry(OtherId, true));

        ApplyLateRequest();
        AssertSaved("""{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true}}""");
        Assert.True(timeProvider.Delays.Max() <= InterProcessLock.GracePeriod);

        void ApplyLateRequest() => Save(Interlocked.Exchange(ref late, null!) ?? Saved.ToJsonString());
    }
}
