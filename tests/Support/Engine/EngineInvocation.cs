using System.Management.Automation;

namespace NanoGpt.Tests;

/// <summary>A running script of an <see cref="EngineShell"/>.</summary>
internal sealed class EngineInvocation
{
    private readonly PowerShell shell;
    private readonly Lock gate = new();

    internal EngineInvocation(PowerShell shell, Func<ErrorRecord?, string> takeText)
    {
        this.shell = shell;
        Completion = CompleteAsync(shell.InvokeAsync(new PSDataCollection<PSObject>([]), Output), takeText);
    }

    /// <summary>Gets the output so far.</summary>
    public PSDataCollection<PSObject> Output { get; } = new() { BlockingEnumerator = true };

    /// <summary>Gets the other streams so far.</summary>
    public PSDataStreams Streams => shell.Streams;

    /// <summary>Gets a task that completes when the script ends.</summary>
    public Task<EngineResult> Completion { get; }

    /// <summary>Waits for the first object in the output stream.</summary>
    public PSObject WaitForOutput()
    {
        foreach (var value in Output) return value;
        throw new InvalidOperationException("The script ended without output.");
    }

    /// <summary>Waits for the first progress record with an activity.</summary>
    public async Task WaitForProgressAsync(string activity)
    {
        // The event is raised on the thread of the script, which StopAsync waits for.
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Streams.Progress.DataAdded += (_, _) => Find();
        Find();
        await Task.WhenAny(found.Task, Completion);
        if (!found.Task.IsCompleted) throw new InvalidOperationException($"The script ended without the progress '{activity}'.");

        void Find()
        {
            if (Streams.Progress.ToArray().Any(record => record.Activity == activity)) found.TrySetResult();
        }
    }

    /// <summary>Stops the script as Ctrl+C does, and waits until it has stopped.</summary>
    public Task<EngineResult> StopAsync()
    {
        lock (gate) shell.Stop();
        return Completion;
    }

    private async Task<EngineResult> CompleteAsync(Task invocation, Func<ErrorRecord?, string> takeText)
    {
        ErrorRecord? terminatingError = null;
        var isStopped = false;
        try
        {
            // On another thread, because StopAsync waits for this one.
            await invocation.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        catch (PipelineStoppedException)
        {
            isStopped = true;
        }
        catch (RuntimeException exception)
        {
            terminatingError = exception.ErrorRecord;
        }
        var result = new EngineResult
        {
            Output = [.. Output],
            Errors = [.. Streams.Error],
            TerminatingError = terminatingError,
            IsStopped = isStopped,
            Warnings = [.. Streams.Warning.Select(record => record.Message)],
            Verbose = [.. Streams.Verbose.Select(record => record.Message)],
            Debug = [.. Streams.Debug.Select(record => record.Message)],
            Information = [.. Streams.Information],
            Progress = [.. Streams.Progress],
            Text = takeText(terminatingError),
        };
        lock (gate) shell.Dispose();
        return result;
    }
}
