using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that works on the visibility preferences, which the session cookie alone opens.</summary>
public abstract class VisibilityCmdlet : ApiCmdlet
{
    private protected VisibilityCmdlet()
    {
    }

    /// <summary>The session cookie for this call only: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <summary>A session that has the cookie, or the end of the cmdlet.</summary>
    private protected Session ResolveSessionWithCookie()
    {
        var session = ResolveSession(sessionCookie: SessionCookie);
        if (session.Cookie is null) ThrowTerminatingError(ErrorRecords.SessionCookieMissing());
        return session;
    }

    private protected VisibilityPreferences GetPreferences(Session session)
    {
        var preferences = Wait(CreateClient(session).GetVisibilityAsync(CancellationToken));
        CompletionCache.Current.SetPreferences(session, [.. preferences.Entries]);
        WriteRequestInfo(preferences.Request!);
        if (preferences.InvalidValueCount > 0)
            WriteWarning($"{Quantity.Format(preferences.InvalidValueCount, "of the saved values is neither a visibility nor a category; it is left as it is", "of the saved values are neither a visibility nor a category; they are left as they are")}.");
        return preferences;
    }
}
