using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptSession: shows the settings that a call with the same parameters would use, and the source of each.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptSession")]
[OutputType(typeof(Session))]
public sealed class GetNanoGptSessionCommand : SessionCmdlet
{
    /// <summary>Gets or sets the API key of the call. A string is converted to a SecureString.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>Gets or sets the session cookie of the call. A string is converted to a SecureString.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(ResolveSession(ApiKey, SessionCookie));
}
