using System.Diagnostics;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Waits for an operation on the pipeline thread, the only thread that may write, and shows the retries that the client reports
/// on other threads: each failed attempt, and the seconds until the next.
/// </summary>
internal sealed class RetryProgress(Cmdlet cmdlet, Action<RequestInfo> writeRequest)
{
    private const int ActivityId = 617;
    private static readonly TimeSpan ProgressStep = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly Queue<RetryAttempt> pending = new();

    /// <summary>Gets a value that indicates whether there are retries to show. An operation may end before <see cref="WaitFor"/>.</summary>
    public bool HasPending
    {
        get { lock (gate) return pending.Count > 0; }
    }

    /// <summary>Adds a retry to show. Any thread may call this method.</summary>
    public void Add(RetryAttempt retry)
    {
        lock (gate)
        {
            pending.Enqueue(retry);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Returns when the operation has succeeded, failed, or been canceled.</summary>
    public void WaitFor(Task operation)
    {
        _ = operation.ContinueWith(_ => Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        RetryAttempt? current = null;
        var stopwatch = new Stopwatch();
        while (true)
        {
            var next = WaitForNext(operation, current is null ? Timeout.InfiniteTimeSpan : ProgressStep);
            if (next is not null)
            {
                current = next;
                stopwatch.Restart();
                Report(next);
            }
            else if (operation.IsCompleted)
            {
                break;
            }
            if (current is not null) WriteProgress(current, stopwatch.Elapsed);
        }
        if (current is not null) WriteProgress(current, stopwatch.Elapsed, ProgressRecordType.Completed);
    }

    private void Wake()
    {
        lock (gate) Monitor.Pulse(gate);
    }

    /// <summary>Gets the next retry, or <see langword="null"/> if the operation has ended or the timeout has elapsed.</summary>
    private RetryAttempt? WaitForNext(Task operation, TimeSpan timeout)
    {
        lock (gate)
        {
            if (pending.Count == 0 && !operation.IsCompleted) Monitor.Wait(gate, timeout);
            return pending.Count > 0 ? pending.Dequeue() : null;
        }
    }

    private void Report(RetryAttempt retry)
    {
        writeRequest(retry.Failure.Request);
        cmdlet.WriteVerbose($"Retrying in {retry.Delay.TotalSeconds:0.#} s (retry {retry.Retry}): {retry.Failure.Message}");
    }

    private void WriteProgress(RetryAttempt retry, TimeSpan elapsed, ProgressRecordType type = ProgressRecordType.Processing)
    {
        var seconds = Math.Max(0, (int)Math.Ceiling((retry.Delay - elapsed).TotalSeconds));
        var status = seconds > 0 ? $"Retrying in {seconds} s: {retry.Failure.Message}" : $"Retrying: {retry.Failure.Message}";
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Waiting for NanoGPT", status)
        {
            SecondsRemaining = seconds,
            PercentComplete = retry.Delay > TimeSpan.Zero ? (int)Math.Min(100, 100 * elapsed.Ticks / retry.Delay.Ticks) : 100,
            RecordType = type,
        });
    }
}
