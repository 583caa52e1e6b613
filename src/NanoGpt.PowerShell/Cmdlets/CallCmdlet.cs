using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that calls the service: it waits on PowerShell's own thread, and stops waiting at Ctrl+C.</summary>
public abstract class CallCmdlet : SettingsCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private CallReport? reported;

    private protected CallCmdlet()
    {
    }

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken Cancellation => stopping.Token;

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stopping.Cancel();

    /// <summary>Waits for the client; what goes wrong ends the cmdlet with an error.</summary>
    private protected T Wait<T>(ValueTask<T> call)
    {
        try
        {
            return call.IsCompleted ? call.GetAwaiter().GetResult() : call.AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (NanoGptException failure)
        {
            WriteReport(failure.Call);
            ThrowTerminatingError(ErrorRecords.From(failure));
            throw;
        }
    }

    /// <summary>Says once what became of a request, to whoever asked with -Verbose.</summary>
    private protected void WriteReport(CallReport call, string? content = null)
    {
        if (call == reported) return;
        reported = call;
        string?[] facts =
        [
            call.StatusCode is { } status ? $"HTTP {status}" : "no answer",
            content,
            $"{call.BytesRead} bytes",
            $"{call.Elapsed.TotalMilliseconds:0} ms",
            call.RequestId is { } id ? $"request id {id}" : null,
        ];
        WriteVerbose($"{call.Method} {call.Uri}: {string.Join(", ", facts.Where(fact => fact is not null))}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Dispose();
        GC.SuppressFinalize(this);
    }
}
