using System.Diagnostics;
using System.Runtime.Versioning;
using NanoGpt.Locking;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the lock that serializes writers on one machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InterProcessLockTests(SandboxFixture sandbox) : VisibilityTest(sandbox), IDisposable
{
    private const UnixFileMode ReadWriteForAllUsers = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string path = Path.Combine(Path.GetTempPath(), $"NanoGpt-{Guid.NewGuid():N}.lock");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        File.Delete(LockPath);
        File.Delete(path);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_second_holder_waits_for_the_first()
    {
        var timeProvider = new DelayCountingTimeProvider();
        using var first = await AcquireAsync();
        var second = AcquireAsync(timeProvider);
        await Eventually.IsTrueAsync(() => timeProvider.Waits > 2);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        using var acquired = await second;
        Assert.NotNull(acquired);
    }

    [Fact]
    public void All_addresses_share_one_lock()
    {
        string[] names = ["https://nano-gpt.com", "https://www.nano-gpt.com", "https://nano-gpt.com.", "http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"];

        Assert.All(names, name => Assert.Equal(LockFile.DefaultPath, new NanoGptClientOptions { BaseUri = new(name) }.LockPath));
        if (!OperatingSystem.IsWindows()) Assert.Equal("/tmp/NanoGpt.lock", LockFile.DefaultPath);
    }

    [Fact]
    public async Task Acquiring_the_lock_times_out_after_two_minutes()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using var first = await AcquireAsync();

        Assert.Null(await AcquireAsync(timeProvider));

        Assert.InRange(timeProvider.GetUtcNow() - timeProvider.Start, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.1));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_document_with_a_hard_link_at_the_lock_path_is_not_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Hard links at the lock path are checked on Unix only.");
        var document = path + ".txt";
        await File.WriteAllTextAsync(document, "mine", Cancellation);
        UnixFile.LinkIfAbsent(document, path);
        try
        {
            using (var held = await AcquireAsync(new AutoAdvanceTimeProvider()))
            {
                held!.BeginRequest(TimeSpan.FromSeconds(1));
                held.EndRequest(isAnswered: false);
                Assert.Null(await AcquireAsync(new AutoAdvanceTimeProvider()));
            }

            Assert.Equal("mine", await File.ReadAllTextAsync(document, Cancellation));
        }
        finally
        {
            File.Delete(document);
        }
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData]
    [InlineData("env", "DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1")]
    public async Task Killing_the_process_that_holds_the_lock_releases_it(params string[] prefix)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && prefix.Length > 0, "Windows does not have this setting.");
        using var other = await ChildProcess.StartAsync(prefix, Program.HoldLock, path);
        Assert.Null(await AcquireAsync(new AutoAdvanceTimeProvider()));

        await other.KillAsync();

        using var next = await AcquireAsync();
        Assert.NotNull(next);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Every_user_can_read_and_write_the_lock_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not have Unix permissions.");
        using var other = await ChildProcess.StartAsync(Program.HoldLock, path);

        Assert.Equal(ReadWriteForAllUsers, File.GetUnixFileMode(path));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "-*"));
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(ReadWriteForAllUsers)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead)]
    public async Task Another_user_can_acquire_a_lock_file_created_by_this_user(UnixFileMode mode)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Only root can run a process as another user.");
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, mode);

        using var other = await ChildProcess.StartAsync(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"], Program.HoldLock, path);

        Assert.Null(await AcquireAsync(new AutoAdvanceTimeProvider()));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_change_fails_as_locked_if_the_C_library_has_no_statx()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Program.DynamicLinker), "The test requires Linux with glibc on x64.");
        Server.ClearRequests();

        using var other = await ChildProcess.StartAsync(Program.ShowEntriesWithoutStatx, Server.BaseUri.AbsoluteUri, Account.Cookie, LockPath, KnownId);

        var message = await other.ReadLineAsync();
        Assert.StartsWith($"Cannot open the lock file '{LockPath}'.", message, StringComparison.Ordinal);
        Assert.Contains("statx", message, StringComparison.Ordinal);
        Assert.Empty(Sent);
    }

    [Fact]
    public async Task A_change_that_times_out_waiting_for_the_lock_sends_nothing()
    {
        var plan = await PlanAsync(Entry(KnownId, true));
        Server.ClearRequests();
        using var first = await InterProcessLock.AcquireAsync(LockPath, TimeProvider.System, Cancellation);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(plan));

        Assert.Equal(NanoGptErrorKind.Locked, failure.Kind);
        Assert.Contains(" two minutes. Nothing was sent", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_change_waiting_for_the_lock_can_be_canceled()
    {
        var plan = await PlanAsync(Entry(KnownId, true));
        Server.ClearRequests();
        var timeProvider = new DelayCountingTimeProvider();
        using var cancellation = new CancellationTokenSource();
        using var first = await InterProcessLock.AcquireAsync(LockPath, TimeProvider.System, Cancellation);
        var change = new NanoGptClient(Options with { TimeProvider = timeProvider }).SetVisibilityAsync(plan.Saved, plan.Changes, cancellationToken: cancellation.Token);
        await Eventually.IsTrueAsync(() => timeProvider.Waits > 0);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change);
        Assert.Empty(Server.Requests);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData("mkdir {0}", "rmdir {0}")]
    [InlineData("mkfifo {0}", "rm {0}")]
    [InlineData("ln -s /nowhere/at/all {0}", "rm {0}")]
    [InlineData("ln -s /dev/null {0}", "rm {0}")]
    [InlineData("touch {0}-target; ln -s {0}-target {0}", "rm {0} {0}-target")]
    public async Task A_lock_path_that_is_not_a_regular_file_is_an_error(string make, string remove)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not have these files.");
        var plan = await PlanAsync(Entry(KnownId, true));
        Server.ClearRequests();
        Run(make);
        try
        {
            var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(Options with { LockPath = path }, plan));

            Assert.Equal(NanoGptErrorKind.Locked, failure.Kind);
            Assert.StartsWith(
                $"Cannot open the lock file '{path}'. It is not a regular file. Its owner (user id ",
                failure.Message, StringComparison.Ordinal);
            Assert.Empty(Server.Requests);
        }
        finally
        {
            Run(remove);
        }

        void Run(string command)
        {
            using var shell = Process.Start("sh", ["-c", string.Format(null, command, path)]);
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }
    }

    [Fact]
    public async Task A_folder_at_the_lock_path_is_an_error()
    {
        var plan = await PlanAsync(Entry(KnownId, true));

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(Options with { LockPath = Path.GetTempPath() }, plan));

        Assert.Equal(NanoGptErrorKind.Locked, failure.Kind);
        Assert.Contains(Path.GetTempPath(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_not_sent_if_the_lock_file_was_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not delete an open file.");
        var options = Options;
        Save("""{"visibleTextModels":{"openai/gpt-5.5":true}}""");
        var plan = await PlanAsync(options, Entry(KnownId, true));
        // The first read under the lock lacks the entry, so the client waits and reads again.
        Server.SetResponse(1, Account, Parse("{}"));
        ((AutoAdvanceTimeProvider)options.TimeProvider).Waiting = _ => File.Delete(LockPath);

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => SetAsync(options, plan));

        Assert.Equal((NanoGptErrorKind.Locked, false), (failure.Kind, failure.OutcomeUnknown));
        Assert.EndsWith(" removed or replaced it. Nothing was sent.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Sent);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_lock_is_exclusive_even_if_holders_remove_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not delete an open file.");
        const int threads = 8, rounds = 1000;
        var (holders, most, acquired) = (0, 0, 0);

        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() =>
        {
            while (Volatile.Read(ref acquired) < rounds)
            {
                using var file = LockFile.TryOpen(path);
                if (file is null) continue;
                if (Interlocked.Increment(ref holders) > 1) Volatile.Write(ref most, 2);
                Interlocked.Increment(ref acquired);
                Thread.Sleep(0);
                Interlocked.Decrement(ref holders);
                File.Delete(path);
            }
        }, Cancellation)));

        Assert.Equal(0, most);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 0)]
    [InlineData(600, 0)]
    public async Task The_next_holder_waits_after_a_request_without_a_response(int passed, int waits)
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using (var first = await AcquireAsync(timeProvider))
        {
            first!.BeginRequest(TimeSpan.FromSeconds(100));
            first.EndRequest(isAnswered: false);
        }
        timeProvider.Advance(TimeSpan.FromSeconds(passed));

        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal(waits, timeProvider.Delays.Sum(wait => wait.TotalSeconds));
        // The next holder does not wait again.
        Assert.Equal(0, new FileInfo(path).Length);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(102, 3)]
    [InlineData(105, 0)]
    public async Task The_next_holder_waits_the_timeout_of_an_interrupted_request(int passed, int waits)
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using (var first = await AcquireAsync(timeProvider)) first!.BeginRequest(TimeSpan.FromSeconds(100));
        timeProvider.Advance(TimeSpan.FromSeconds(passed));

        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal(waits, timeProvider.Delays.Sum(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task The_next_holder_does_not_wait_if_every_request_got_a_response()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using (var first = await AcquireAsync(timeProvider))
        {
            first!.BeginRequest(TimeSpan.FromSeconds(100));
            first.EndRequest(isAnswered: true);
        }
        using (var second = await AcquireAsync(timeProvider))
        {
            Assert.Empty(timeProvider.Delays);
            second!.BeginRequest(TimeSpan.FromSeconds(100));
            second.EndRequest(isAnswered: false);
            timeProvider.Advance(TimeSpan.FromSeconds(1));
            second.BeginRequest(TimeSpan.FromSeconds(100));
            second.EndRequest(isAnswered: true);
        }

        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal([TimeSpan.FromSeconds(4)], timeProvider.Delays);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_next_holder_waits_if_the_previous_was_killed_during_a_request()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using var other = await ChildProcess.StartAsync(Program.HoldLockAndSend, path);
        await other.KillAsync();

        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal([InterProcessLock.GracePeriod], timeProvider.Delays);
    }

    [Theory]
    [InlineData("not a time")]
    [InlineData("9999-12-31T23:59:59.9999999Z and more")]
    public async Task Invalid_lock_file_content_causes_a_single_wait(string content)
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        File.WriteAllText(path, content);

        using (await AcquireAsync(timeProvider)) { }
        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal([InterProcessLock.GracePeriod], timeProvider.Delays);
    }

    [Fact]
    public async Task A_canceled_wait_is_left_to_the_next_holder()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        using (var first = await AcquireAsync(timeProvider)) first!.BeginRequest(Timeout.InfiniteTimeSpan);
        using var cancellation = new CancellationTokenSource();
        timeProvider.Waiting = _ => cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InterProcessLock.AcquireAsync(path, timeProvider, cancellation.Token));
        timeProvider.Waiting = null;
        using (await AcquireAsync(timeProvider)) { }

        Assert.Equal([InterProcessLock.GracePeriod, InterProcessLock.GracePeriod], timeProvider.Delays);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Concurrent_changes_are_all_saved_for_every_host_name(Upsert upsert)
    {
        Server.Upsert = upsert;
        var ids = Enumerable.Range(0, 20).Select(number => $"id{number:D2}").ToList();
        Save($$"""{"visibleTextModels":{ {{string.Join(',', ids.Select(id => $"\"{id}\":false"))}} } }""");
        Uri[] names = [Server.BaseUri, new($"http://localhost:{Server.BaseUri.Port}")];

        await Task.WhenAll(ids.Select((id, number) => Task.Run(() =>
            MergeAsync(TestClient.Options(names[number % 2], cookie: Account.Cookie) with { LockPath = LockPath }, Entry(id, true)))));

        Assert.All((await GetAsync()).Entries, entry => Assert.Equal(true, entry.Visible));
    }

    private Task<InterProcessLock?> AcquireAsync(TimeProvider? timeProvider = null) =>
        InterProcessLock.AcquireAsync(path, timeProvider ?? TimeProvider.System, Cancellation);

    /// <summary>The system time provider with a count of its timers.</summary>
    private sealed class DelayCountingTimeProvider : TimeProvider
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
