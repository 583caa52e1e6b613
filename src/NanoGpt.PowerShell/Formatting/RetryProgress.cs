using System.Diagnostics;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Waits for a call on PowerShell's own thread, the only one that may write, and shows there what the client tells on its
/// threads: each try that failed, and the seconds until the next.
/// </summary>
internal sealed class RetryProgress(Cmdlet cmdlet, Action<RequestInfo> report)
{
    private const int ActivityId = 617;
    private static readonly TimeSpan ProgressStep = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly Queue<RetryAttempt> pending = new();

    /// <summary>Whether something was told that is not shown yet: a call may have ended before anybody waited for it.</summary>
    public bool HasPending
    {
        get { lock (gate) return pending.Count > 0; }
    }

    /// <summary>Takes note of a try that failed.</summary>
    public void Add(RetryAttempt notice)
    {
        lock (gate)
        {
            pending.Enqueue(notice);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Returns when the call has ended, however it did.</summary>
    public void WaitFor(Task call)
    {
        _ = call.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        RetryAttempt? current = null;
        var since = new Stopwatch();
        while (true)
        {
            var next = WaitForNext(call, current is null ? Timeout.InfiniteTimeSpan : ProgressStep);
            if (next is not null)
            {
                current = next;
                since.Restart();
                Report(next);
            }
            else if (call.IsCompleted)
            {
                break;
            }
            if (current is not null) WriteProgress(current, since.Elapsed);
        }
        if (current is not null) WriteProgress(current, since.Elapsed, ProgressRecordType.Completed);
    }

    private void Wake()
    {
        lock (gate) Monitor.Pulse(gate);
    }

    /// <summary>The next thing told; null when the call has ended, or nothing was told for a while.</summary>
    private RetryAttempt? WaitForNext(Task call, TimeSpan patience)
    {
        lock (gate)
        {
            if (pending.Count == 0 && !call.IsCompleted) Monitor.Wait(gate, patience);
            return pending.Count > 0 ? pending.Dequeue() : null;
        }
    }

    private void Report(RetryAttempt notice)
    {
        report(notice.Failure.Request);
        cmdlet.WriteVerbose($"Trying again in {notice.Delay.TotalSeconds:0.#} s ({notice.Retry}): {notice.Failure.Message}");
    }

    private void WriteProgress(RetryAttempt notice, TimeSpan waited, ProgressRecordType type = ProgressRecordType.Processing)
    {
        var left = Math.Max(0, (int)Math.Ceiling((notice.Delay - waited).TotalSeconds));
        var status = left > 0 ? $"Trying again in {left} s: {notice.Failure.Message}" : $"Trying again: {notice.Failure.Message}";
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Waiting for NanoGPT", status)
        {
            SecondsRemaining = left,
            PercentComplete = notice.Delay > TimeSpan.Zero ? (int)Math.Min(100, 100 * waited.Ticks / notice.Delay.Ticks) : 100,
            RecordType = type,
        });
    }
}
