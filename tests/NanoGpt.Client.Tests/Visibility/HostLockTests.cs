using System.Runtime.Versioning;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Writers on one machine take turns.</summary>
public sealed class HostLockTests(SandboxFixture sandbox) : VisibilityTest(sandbox), IDisposable
{
    private readonly Uri host = new($"https://host-{Guid.NewGuid():N}.example/");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(HostLock.PathFor(host));

    [Fact(Timeout = Patience)]
    public async Task The_second_waits_until_the_first_is_done()
    {
        var clock = new CountingClock();
        using var first = await HostLock.TakeAsync(host, TimeProvider.System, Cancellation);
        var second = HostLock.TakeAsync(host, clock, Cancellation);
        await Eventually.IsTrueAsync(() => clock.Waits > 2);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        using var taken = await second;
        Assert.NotNull(taken);
    }

    [Fact]
    public async Task Each_host_has_a_lock_of_its_own()
    {
        using var first = await HostLock.TakeAsync(host, TimeProvider.System, Cancellation);
        using var second = await HostLock.TakeAsync(Server.BaseUri, new JumpingClock(), Cancellation);

        Assert.NotNull(second);
        Assert.NotEqual(HostLock.PathFor(new("https://nano-gpt.com/")), HostLock.PathFor(new("https://nano-gpt.com:8443/")));
        Assert.Equal(HostLock.PathFor(new("https://nano-gpt.com/")), HostLock.PathFor(new("https://NANO-GPT.com:443/api/")));
    }

    [Fact]
    public async Task It_is_waited_for_two_minutes_and_no_longer()
    {
        var clock = new JumpingClock();
        using var first = await HostLock.TakeAsync(host, TimeProvider.System, Cancellation);

        Assert.Null(await HostLock.TakeAsync(host, clock, Cancellation));

        Assert.InRange(clock.GetUtcNow() - JumpingClock.Start, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.1));
    }

    [Fact(Timeout = Patience)]
    public async Task Another_process_holds_it_as_well_and_when_it_is_killed_the_next_has_it()
    {
        using var other = await OtherProcess.StartAsync(Program.HoldLock, host.AbsoluteUri);
        Assert.Null(await HostLock.TakeAsync(host, new JumpingClock(), Cancellation));

        await other.KillAsync();

        using var next = await HostLock.TakeAsync(host, TimeProvider.System, Cancellation);
        Assert.NotNull(next);
    }

    [Fact(Timeout = Patience)]
    [UnsupportedOSPlatform("windows")]
    public async Task Every_user_can_have_it_whoever_was_the_first()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such permissions.");
        using var other = await OtherProcess.StartAsync(Program.HoldLock, host.AbsoluteUri);

        Assert.Equal(UnixFileMode.OtherRead, File.GetUnixFileMode(HostLock.PathFor(host)) & UnixFileMode.OtherRead);
        Assert.Equal("/tmp", Path.GetDirectoryName(HostLock.PathFor(host)));
    }

    [Fact]
    public async Task A_change_that_waits_too_long_sends_nothing()
    {
        var changes = (await GetAsync()).Merge([Entry(Known, true)]);
        Server.ForgetRequests();
        using var first = await HostLock.TakeAsync(Server.BaseUri, TimeProvider.System, Cancellation);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(Options with { TimeProvider = new JumpingClock() }, changes));

        Assert.Equal(NanoGptErrorKind.Locked, failure.Kind);
        Assert.Contains("for two minutes, and nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact(Timeout = Patience)]
    public async Task A_change_that_waits_can_be_given_up()
    {
        var changes = (await GetAsync()).Merge([Entry(Known, true)]);
        Server.ForgetRequests();
        var clock = new CountingClock();
        using var giving = new CancellationTokenSource();
        using var first = await HostLock.TakeAsync(Server.BaseUri, TimeProvider.System, Cancellation);
        var change = new NanoGptClient(Options with { TimeProvider = clock }).SetVisibilityAsync(changes, cancellation: giving.Token);
        await Eventually.IsTrueAsync(() => clock.Waits > 0);

        await giving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_lock_that_can_not_be_used_is_an_error_and_sends_nothing()
    {
        // A folder is in its place.
        var folder = Directory.CreateDirectory(HostLock.PathFor(host));
        try
        {
            var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(Options with { BaseUri = host }, []));

            Assert.Equal(NanoGptErrorKind.Locked, failure.Kind);
            Assert.Contains("nothing was sent", failure.Message, StringComparison.Ordinal);
            Assert.Contains(folder.FullName, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Theory(Timeout = Patience)]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Of_many_changes_at_once_none_is_lost(Upsert upsert)
    {
        Server.Upsert = upsert;
        var ids = Enumerable.Range(0, 20).Select(number => $"id{number:D2}").ToList();
        Save($$"""{"visibleTextModels":{ {{string.Join(',', ids.Select(id => $"\"{id}\":false"))}} } }""");

        await Task.WhenAll(ids.Select(id => Task.Run(() => MergeAsync(Entry(id, true)))));

        Assert.All((await GetAsync()).Entries, entry => Assert.Equal(true, entry.Visible));
    }

    /// <summary>The system's time, and how often it was waited for.</summary>
    private sealed class CountingClock : TimeProvider
    {
        private int waits;

        public int Waits => Volatile.Read(ref waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref waits);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
