using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Disconnect-NanoGpt: forgets what Connect-NanoGpt was told.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "NanoGpt")]
[OutputType(typeof(void))]
public sealed class DisconnectNanoGptCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SessionStore.Current = null;
        CompletionCache.Clear();
    }
}
