using System.Management.Automation;

namespace NanoGpt.Tests;

/// <summary>What a script wrote in an <see cref="EngineShell"/>.</summary>
internal sealed record EngineResult
{
    /// <summary>Gets the objects in the output stream.</summary>
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>Gets the non-terminating errors.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    /// <summary>Gets the error that terminated the script; <see langword="null"/> if it ran to its end or was stopped.</summary>
    public required ErrorRecord? TerminatingError { get; init; }

    /// <summary>Gets a value that indicates whether the script was stopped, as by Ctrl+C.</summary>
    public required bool IsStopped { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<InformationRecord> Information { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>Gets the text that the host displayed: output if it was shown, and warnings and other messages.</summary>
    public required string Text { get; init; }
}
