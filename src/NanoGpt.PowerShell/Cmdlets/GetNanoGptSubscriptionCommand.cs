using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptSubscription: shows the subscription and its remaining allowance.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptSubscription")]
[OutputType(typeof(Subscription))]
public sealed class GetNanoGptSubscriptionCommand : AccountCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var session = ResolveSessionWithApiKey("The subscription");
        WriteResponse(WaitForResponse(CreateClient(session).GetSubscriptionAsync(CancellationToken)), "subscription");
    }
}
