namespace NanoGpt.Client.Tests;

/// <summary>
/// A time provider that advances to the end of each delay immediately. Otherwise time stands still. A timeout, which is a
/// timer that can be changed, elapses only when a test calls <see cref="Advance"/>.
/// </summary>
internal sealed class AutoAdvanceTimeProvider : TimeProvider
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    private readonly object gate = new();
    private readonly List<Limit> limits = [];
    private readonly List<TimeSpan> waits = [];
    private TimeSpan elapsed;

    /// <summary>Gets the requested delays.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get { lock (gate) return [.. waits]; }
    }

    /// <summary>Gets or sets the callback that is invoked at the start of each delay.</summary>
    public Action<TimeSpan>? Waiting { get; set; }

    /// <summary>Gets a value that indicates whether a timer is running.</summary>
    public bool HasActiveTimer
    {
        get { lock (gate) return limits.Exists(limit => limit.DueAt is not null); }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (gate) return elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var limit = new Limit(this, () => callback(state));
        lock (gate)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                limits.Add(limit);
                return limit;
            }
            waits.Add(dueTime);
            elapsed += dueTime;
        }
        Waiting?.Invoke(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return limit;
    }

    /// <summary>Advances the time.</summary>
    public void Advance(TimeSpan time)
    {
        List<Limit> ended;
        lock (gate)
        {
            elapsed += time;
            ended = limits.FindAll(limit => limit.DueAt <= elapsed);
        }
        ended.ForEach(limit => limit.End());
    }

    private sealed class Limit(AutoAdvanceTimeProvider timeProvider, Action end) : ITimer
    {
        public TimeSpan? DueAt { get; private set; }

        public void End() => end();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (timeProvider.gate) DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : timeProvider.elapsed + dueTime;
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, default);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
