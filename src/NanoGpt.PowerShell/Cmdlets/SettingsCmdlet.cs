using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that can be told which key and which session to use.</summary>
public abstract class SettingsCmdlet : PSCmdlet
{
    private protected SettingsCmdlet()
    {
    }

    /// <summary>The API key for this call only: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>A session from Connect-NanoGpt -PassThru or Get-NanoGptSession, for this call only.</summary>
    [Parameter]
    [ValidateNotNull]
    public Session? Session { get; set; }

    /// <summary>The session cookie for this call only, where the cmdlet takes one.</summary>
    private protected virtual Secret? OwnCookie => null;

    private protected Session ResolveSession()
    {
        var key = ApiKey is null ? null : Secret.ApiKey(ApiKey);
        try
        {
            return Session is null
                ? SessionResolver.Resolve(SessionStore.Current ?? new SessionSettings(), key, OwnCookie)
                : SessionResolver.Resolve(Session, key, OwnCookie);
        }
        catch (SettingException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
            throw;
        }
    }
}
