using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>Takes a <see cref="Session"/>, and says what to do instead with anything else.</summary>
public sealed class SessionArgumentAttribute : ValidatedArgumentAttribute
{
    private const string CopyTypeName = "Deserialized.NanoGpt.Session";

    private protected override object? Convert(object? value)
    {
        if (value is null or Session) return value;
        var typeName = PSObject.AsPSObject(value).TypeNames[0];
        throw new ArgumentException(typeName == CopyTypeName
            ? "This session is a deserialized copy without credentials, because secrets do not leave the process: neither for a job nor for another computer or a file. Set $env:NANOGPT_API_KEY or $env:NANOGPT_SESSION_COOKIE there, or run Connect-NanoGpt there, for example inside the job."
            : $"It takes a NanoGpt.Session from Connect-NanoGpt -PassThru or Get-NanoGptSession, not a {typeName}.");
    }
}
