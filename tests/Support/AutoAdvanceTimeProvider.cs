namespace NanoGpt.Tests;

/// <summary>
/// A clock for which no wait takes time: it jumps to the wait's end. It stands still otherwise, and a time limit, which is
/// a timer that is wound up and stopped again, ends only when a test lets time pass.
/// </summary>
internal sealed class AutoAdvanceTimeProvider : TimeProvider
{
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    private readonly object gate = new();
    private readonly List<Limit> limits = [];
    private readonly List<TimeSpan> waits = [];
    private TimeSpan elapsed;

    /// <summary>How long each wait was to be.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get { lock (gate) return [.. waits]; }
    }

    /// <summary>Called at the beginning of each wait, with how long it is to be.</summary>
    public Action<TimeSpan>? Waiting { get; set; }

    /// <summary>Whether a time limit is running.</summary>
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

    /// <summary>Lets time pass.</summary>
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
