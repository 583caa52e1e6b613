using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace NanoGpt.Tests;

/// <summary>
/// A time provider that completes each delay at once and advances the time by its length. A timeout, which is a timer that
/// is created stopped, fires only when a test calls <see cref="FakeTimeProvider.Advance"/>.
/// </summary>
internal sealed class AutoAdvanceTimeProvider() : FakeTimeProvider(new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentQueue<TimeSpan> delays = new();
    private readonly ConcurrentQueue<TimeoutTimer> timeouts = new();
    private long delayedTicks;

    /// <summary>Gets the lengths of the delays so far.</summary>
    public IReadOnlyList<TimeSpan> Delays => [.. delays];

    /// <summary>Gets or sets a callback that is called at the start of each delay, with its length.</summary>
    public Action<TimeSpan>? Waiting { get; set; }

    /// <summary>Gets a value that indicates whether a timeout is running.</summary>
    public bool HasActiveTimer => timeouts.Any(timeout => timeout.IsActive);

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref delayedTicks));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The timer of a delay is also created stopped, because the thread pool invokes its callback.
        var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            var timeout = new TimeoutTimer(timer);
            timeouts.Enqueue(timeout);
            return timeout;
        }
        delays.Enqueue(dueTime);
        Interlocked.Add(ref delayedTicks, dueTime.Ticks);
        Waiting?.Invoke(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return timer;
    }

    private sealed class TimeoutTimer(ITimer timer) : ITimer
    {
        private volatile bool isActive;

        public bool IsActive => isActive;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isChanged = timer.Change(dueTime, period);
            isActive = dueTime != Timeout.InfiniteTimeSpan;
            return isChanged;
        }

        public void Dispose()
        {
            isActive = false;
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            isActive = false;
            return timer.DisposeAsync();
        }
    }
}
