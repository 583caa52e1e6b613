using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>Accepts a <see cref="Session"/>. For any other object, the error says what to do instead.</summary>
internal sealed class SessionArgumentAttribute : ValidatedArgumentAttribute
{
    private const string CopyTypeName = "Deserialized.NanoGpt.Session";

    private protected override object? Convert(object? value)
    {
        if (value is null or Session) return value;
        var typeName = PSObject.AsPSObject(value).TypeNames[0];
        throw new ArgumentException(typeName == CopyTypeName
            ? "The session is a deserialized copy without credentials, because secrets do not leave the process, whether for a job, another computer, or a file. In the job or on the other computer, run Connect-NanoGpt, or set $env:NANOGPT_API_KEY or $env:NANOGPT_SESSION_COOKIE."
            : $"The value is of type {typeName}. Specify a NanoGpt.Session from Connect-NanoGpt -PassThru or Get-NanoGptSession.");
    }
}
