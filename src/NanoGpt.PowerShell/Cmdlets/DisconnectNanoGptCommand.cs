using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Disconnect-NanoGpt: clears the credentials and settings of Connect-NanoGpt.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "NanoGpt")]
[OutputType(typeof(void))]
public sealed class DisconnectNanoGptCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SessionStore.Clear();
        CompletionCache.Clear();
    }
}
