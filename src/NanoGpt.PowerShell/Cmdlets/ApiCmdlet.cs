using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that calls the service: it waits on PowerShell's own thread, and stops waiting at Ctrl+C.</summary>
public abstract class ApiCmdlet : SessionCmdlet, IDisposable
{
    private readonly CancellationTokenSource cancellationToken = new();
    private readonly RetryProgress retries;
    private RequestInfo? lastReported;

    private protected ApiCmdlet() => retries = new RetryProgress(this, call => WriteRequestInfo(call));

    /// <summary>Cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken CancellationToken => cancellationToken.Token;

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => cancellationToken.Cancel();

    /// <summary>A client whose retries are shown while they are waited for.</summary>
    private protected NanoGptClient CreateClient(Session session) =>
        new(session.ToClientOptions() with { OnRetry = retries.Add });

    /// <summary>Waits for the client; what goes wrong ends the cmdlet with an error.</summary>
    private protected T Wait<T>(ValueTask<T> call)
    {
        try
        {
            if (call.IsCompleted && !retries.HasPending) return call.GetAwaiter().GetResult();
            var task = call.AsTask();
            try
            {
                retries.WaitFor(task);
            }
            catch
            {
                End(task);
                throw;
            }
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (CancellationToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (NanoGptException failure)
        {
            WriteRequestInfo(failure.Request);
            ThrowTerminatingError(ErrorRecords.From(failure));
            throw;
        }
    }

    /// <inheritdoc cref="Wait{T}(ValueTask{T})"/>
    private protected T Wait<T>(Task<T> call) => Wait(new ValueTask<T>(call));

    /// <summary>Says once what became of a request, to whoever asked with -Verbose.</summary>
    private protected void WriteRequestInfo(RequestInfo call, string? content = null)
    {
        if (call == lastReported || call.Attempt == 0) return;
        lastReported = call;
        string?[] facts =
        [
            call.StatusCode is { } status ? $"HTTP {status}" : "no answer",
            content,
            Quantity.Format(call.BytesRead, "byte"),
            $"{call.Elapsed.TotalMilliseconds:0} ms",
            call.RequestId is { } id ? $"request id {id}" : null,
        ];
        WriteVerbose($"{call.Method} {call.Uri}: {string.Join(", ", facts.Where(fact => fact is not null))}");
    }

    /// <summary>
    /// Cancels an operation whose result nobody takes, and waits until it has ended: a retry would otherwise send its
    /// request after the cmdlet has failed.
    /// </summary>
    private void End<T>(Task<T> operation)
    {
        cancellationToken.Cancel();
        Task.WaitAny(operation);
        if (operation.Status == TaskStatus.RanToCompletion) (operation.Result as IDisposable)?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cancellationToken.Dispose();
        GC.SuppressFinalize(this);
    }
}
