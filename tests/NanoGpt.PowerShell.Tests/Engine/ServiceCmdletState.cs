namespace NanoGpt.Tests.Engine;

/// <summary>What a run of a <see cref="ServiceCmdlet"/> has returned, saved, and written.</summary>
/// <param name="Output">The output.</param>
/// <param name="Saved">The saved preferences; <see cref="NotSaved"/> if the cmdlet has not changed them.</param>
/// <param name="File">The text of the file that was written; <see langword="null"/> if there is none.</param>
internal sealed record ServiceCmdletState(string Output, string Saved, string? File)
{
    public const string NotSaved = "not saved";
}
