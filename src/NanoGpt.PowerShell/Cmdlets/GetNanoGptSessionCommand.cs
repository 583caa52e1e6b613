using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptSession: says what a call with the same parameters would use, and where each part comes from.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptSession")]
[OutputType(typeof(Session))]
public sealed class GetNanoGptSessionCommand : SessionCmdlet
{
    /// <summary>The API key that the call in question would specify: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>The session cookie that the call in question would specify: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(ResolveSession(ApiKey, SessionCookie));
}
