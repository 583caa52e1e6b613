using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptBalance: shows the account balance.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptBalance")]
[OutputType(typeof(Balance))]
public sealed class GetNanoGptBalanceCommand : AccountCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var session = ResolveSessionWithApiKey("The balance");
        WriteResponse(WaitForResponse(CreateClient(session).GetBalanceAsync(CancellationToken)), "balance");
    }
}
