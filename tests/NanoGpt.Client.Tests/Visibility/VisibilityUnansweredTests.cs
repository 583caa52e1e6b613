using NanoGpt.Locking;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>A request without an answer takes effect later. The next change on this machine waits for that, and is not lost.</summary>
public sealed class VisibilityUnansweredTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    [Theory]
    [InlineData("drop,method=POST")]
    [InlineData("status=504,method=POST")]
    [InlineData("status=503,method=POST")]
    public async Task After_a_failure(string fault)
    {
        await Assert.ThrowsAsync<NanoGptException>(() => MergeAsync(Options with { BaseUri = Server.Fault($"{fault},tag=late") }, Entry(Known, true)));

        await IsKeptAsync();
    }

    [Fact]
    public async Task After_a_timeout()
    {
        var clock = new JumpingClock();
        var options = Options with { BaseUri = Server.Fault("delay=86400,method=POST"), Timeout = TimeSpan.FromSeconds(9), TimeProvider = clock };
        var plan = await PlanAsync(options, Entry(Known, true));
        var change = SetAsync(options, plan);
        await Eventually.IsTrueAsync(() => Sent.Any() && clock.IsLimiting);
        clock.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal(NanoGptErrorKind.TimedOut, (await Assert.ThrowsAsync<NanoGptException>(() => change)).Kind);

        await IsKeptAsync(clock);
    }

    [Fact]
    public async Task After_a_cancellation_which_itself_waits_for_nothing()
    {
        var clock = new JumpingClock();
        var options = Options with { BaseUri = Server.Fault("delay=86400,method=POST"), TimeProvider = clock };
        var plan = await PlanAsync(options, Entry(Known, true));
        using var giving = new CancellationTokenSource();
        var change = new NanoGptClient(options).SetVisibilityAsync(plan.Saved, plan.Changes, cancellation: giving.Token);
        await Eventually.IsTrueAsync(() => Sent.Any());
        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Empty(clock.Waits);

        await IsKeptAsync(clock);
    }

    [Fact]
    public async Task After_a_success_at_the_second_attempt()
    {
        var clock = new JumpingClock();
        await MergeAsync(
            Options with { BaseUri = Server.Fault("drop,method=POST,times=1,tag=late"), MaximumRetryCount = 1, TimeProvider = clock }, Entry(Known, true));

        await IsKeptAsync(clock);
    }

    [Fact(Timeout = Patience)]
    public async Task After_a_process_that_was_killed()
    {
        using var other = await OtherProcess.StartAsync(
            Program.ShowEntries, Server.Fault("delay=86400,method=POST").AbsoluteUri, Account.Cookie, LockPath, Known);
        await Eventually.IsTrueAsync(() => Sent.Any());
        await other.KillAsync();

        // The killed process had the system's time.
        await IsKeptAsync(new JumpingClock(), since: DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fault/status=403,method=POST,tag=late/")]
    [InlineData("fault/redirect=302,to=https:%2F%2Fexample.com%2F,method=POST,tag=late/")]
    [InlineData("fault/reset=0,method=POST,tag=late/")]
    public async Task After_an_answer_nobody_waits(string fault)
    {
        try
        {
            await MergeAsync(Options with { BaseUri = new(Server.BaseUri, fault) }, Entry(Known, true));
        }
        catch (NanoGptException)
        {
        }
        var clock = new JumpingClock();

        await MergeAsync(Options with { TimeProvider = clock }, Entry(Other, true));

        Assert.Empty(clock.Waits);
    }

    /// <summary>
    /// Makes another change. What was sent before takes effect as soon as that waits for it: within the grace period; and, where
    /// it does not wait, after it.
    /// </summary>
    private async Task IsKeptAsync(JumpingClock? clock = null, DateTimeOffset? since = null)
    {
        clock ??= new JumpingClock();
        if (since is { } time && time > clock.GetUtcNow()) clock.Pass(time - clock.GetUtcNow());
        Server.Upsert = Upsert.Replace;
        var late = Sent.First().Body!;
        clock.Waiting = wait => Late();

        await MergeAsync(Options with { TimeProvider = clock }, Entry(Other, true));

        Late();
        IsSaved("""{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true}}""");
        Assert.True(clock.Waits.Max() <= InterProcessLock.GracePeriod);

        void Late() => Save(Interlocked.Exchange(ref late, null!) ?? Saved.ToJsonString());
    }
}
