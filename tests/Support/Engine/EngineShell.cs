using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace NanoGpt.Tests;

/// <summary>
/// A PowerShell session: a runspace in this process with the staged module imported. It has no modules of PowerShell itself, so
/// commands such as <c>Sort-Object</c> and <c>Format-List</c> do not exist.
/// </summary>
internal sealed class EngineShell : IDisposable
{
    private readonly Runspace runspace;

    // The first runspace initializes static state of the engine, which is not thread-safe: runspaces that other threads open at the
    // same time sometimes do not find the module.
    static EngineShell()
    {
        using var first = RunspaceFactory.CreateRunspace(CreateState());
        first.Open();
    }

    /// <summary>Opens a runspace and imports the module.</summary>
    /// <param name="display">The writer that receives what is displayed; <see langword="null"/> to record it only.</param>
    public EngineShell(TextWriter? display = null)
    {
        Host = new(display ?? TextWriter.Null);
        runspace = RunspaceFactory.CreateRunspace(Host, CreateState());
        // One thread, as in a console: what a script sets on its thread, such as the culture, remains in this session.
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        try { runspace.Open(); }
        catch
        {
            // Its thread would keep the process alive.
            runspace.Dispose();
            throw;
        }
    }

    /// <summary>Gets the host, which records what is displayed and answers questions.</summary>
    public EngineHost Host { get; }

    /// <summary>Gets or sets a variable of the session.</summary>
    public object? this[string variable]
    {
        get => runspace.SessionStateProxy.GetVariable(variable);
        set => runspace.SessionStateProxy.SetVariable(variable, value);
    }

    /// <summary>Creates the initial state of a session with the staged module, also for a <see cref="RunspacePool"/>.</summary>
    public static InitialSessionState CreateState()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(StagedModule.Path);
        state.ThrowOnRunspaceOpenError = true;
        // On Windows, the default policy of a program that is not PowerShell prevents the import of a module with views.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.Bypass;
        state.Variables.Add(new SessionStateVariableEntry("module", StagedModule.Path, "The module folder, for runspaces of a script."));
        return state;
    }

    /// <summary>Runs a script and returns what it wrote. A terminating error ends it, as in a <c>try</c> block.</summary>
    /// <param name="script">The script. Its variables remain in the session.</param>
    /// <param name="arguments">The values of <c>$args</c>.</param>
    public EngineResult Run(string script, params object?[] arguments) => Start(script, arguments).Completion.GetAwaiter().GetResult();

    /// <summary>Runs a script, and displays its output and errors in the host as a console does.</summary>
    /// <param name="script">The script. Its variables remain in the session.</param>
    /// <param name="arguments">The values of <c>$args</c>.</param>
    /// <returns>The result. Its text is what was displayed; its output and errors are empty.</returns>
    public EngineResult Show(string script, params object?[] arguments)
    {
        var shell = Create(script, arguments).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        return new EngineInvocation(shell, Display).Completion.GetAwaiter().GetResult();
    }

    /// <summary>Starts a script, for example to stop it.</summary>
    /// <inheritdoc cref="Run"/>
    public EngineInvocation Start(string script, params object?[] arguments) =>
        new(Create($"try {{ {script}\n}} catch {{ throw }}", arguments), _ => Host.TakeText());

    /// <summary>Completes a command line at its end, as the Tab key does.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        var result = Run("[Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)", line);
        return ((CommandCompletion)result.Output.Single().BaseObject).CompletionMatches;
    }

    public void Dispose() => runspace.Dispose();

    private PowerShell Create(string script, object?[] arguments)
    {
        var shell = PowerShell.Create(runspace).AddScript(script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        return shell;
    }

    private string Display(ErrorRecord? terminatingError)
    {
        if (terminatingError is not null)
        {
            using var display = PowerShell.Create(runspace).AddCommand("Out-Default");
            display.Invoke(new[] { terminatingError });
        }
        return Host.TakeText();
    }
}
