using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that call the service. They wait on the pipeline thread, and Ctrl+C cancels the wait.</summary>
public abstract class ApiCmdlet : SessionCmdlet, IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly RetryProgress retries;
    private RequestInfo? lastReported;

    private protected ApiCmdlet() => retries = new RetryProgress(this, request => WriteRequestInfo(request));

    /// <summary>Gets the token that is canceled when the pipeline is stopped.</summary>
    private protected CancellationToken CancellationToken => cancellation.Token;

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => cancellation.Cancel();

    /// <summary>Creates a client whose retries are shown as progress.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sendSynchronously"><see langword="false"/> for a cmdlet that sends several requests at the same time.</param>
    private protected NanoGptClient CreateClient(Session session, bool sendSynchronously = true) =>
        new(session.Options with { OnRetry = retries.Add, SendSynchronously = sendSynchronously });

    /// <summary>Waits for an operation of the client. A failure is a terminating error.</summary>
    private protected T Wait<T>(ValueTask<T> operation)
    {
        try
        {
            return WaitOrThrow(operation);
        }
        catch (NanoGptException failure)
        {
            ThrowTerminatingError(ErrorRecords.From(failure));
            throw;
        }
    }

    /// <inheritdoc cref="Wait{T}(ValueTask{T})"/>
    private protected T Wait<T>(Task<T> operation) => Wait(new ValueTask<T>(operation));

    /// <summary>Waits for an operation of the client.</summary>
    /// <exception cref="NanoGptException">The operation failed.</exception>
    private protected T WaitOrThrow<T>(ValueTask<T> operation)
    {
        try
        {
            if (operation.IsCompleted && !retries.HasPending) return operation.GetAwaiter().GetResult();
            var task = operation.AsTask();
            try
            {
                retries.WaitFor(task);
            }
            catch
            {
                Cancel(task);
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
            throw;
        }
    }

    /// <summary>Writes the result of a request to the verbose stream, once.</summary>
    private protected void WriteRequestInfo(RequestInfo request, string? content = null)
    {
        if (request == lastReported || request.Attempt == 0) return;
        lastReported = request;
        string?[] details =
        [
            request.StatusCode is { } status ? $"HTTP {status}" : "no response",
            content,
            Quantity.Format(request.BytesRead, "byte"),
            $"{request.Elapsed.TotalMilliseconds:0} ms",
            request.RequestId is { } id ? $"request id {id}" : null,
        ];
        WriteVerbose($"{request.Method} {request.Uri}: {string.Join(", ", details.Where(detail => detail is not null))}");
    }

    /// <summary>Cancels an operation and waits until it has ended, so that no retry is sent after the cmdlet has failed.</summary>
    private void Cancel<T>(Task<T> operation)
    {
        cancellation.Cancel();
        Task.WaitAny(operation);
        if (operation.Status == TaskStatus.RanToCompletion) (operation.Result as IDisposable)?.Dispose();
    }

    /// <summary>Cancels the operations that have not ended, as after an error upstream or downstream.</summary>
    public void Dispose()
    {
        cancellation.Cancel();
        cancellation.Dispose();
        GC.SuppressFinalize(this);
    }
}
