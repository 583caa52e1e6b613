using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that can be told which session to use.</summary>
public abstract class SessionCmdlet : PSCmdlet
{
    private protected SessionCmdlet()
    {
    }

    /// <summary>A session from Connect-NanoGpt -PassThru or Get-NanoGptSession, for this call only.</summary>
    [Parameter]
    [ValidateNotNull]
    [SessionArgument]
    public Session? Session { get; set; }

    /// <summary>What this call uses.</summary>
    /// <param name="apiKey">The value of the cmdlet's -ApiKey. Null: not specified, or the cmdlet has no such parameter.</param>
    /// <param name="sessionCookie">The same of -SessionCookie.</param>
    private protected Session ResolveSession(SecureString? apiKey = null, SecureString? sessionCookie = null)
    {
        var key = apiKey is null ? null : Secret.ApiKey(apiKey);
        var cookie = sessionCookie is null ? null : Secret.SessionCookie(sessionCookie);
        try
        {
            return Session is null
                ? SessionResolver.Resolve(SessionStore.Current ?? new SessionSettings(), key, cookie)
                : SessionResolver.Resolve(Session, key, cookie);
        }
        catch (ConfigurationException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
            throw;
        }
    }
}
