using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that use the visibility preferences, which require the session cookie.</summary>
public abstract class VisibilityCmdlet : ApiCmdlet
{
    private protected VisibilityCmdlet()
    {
    }

    /// <summary>Gets or sets the session cookie for this call. A string is converted to a SecureString.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <summary>Gets the session of this call. A missing session cookie is a terminating error.</summary>
    private protected Session ResolveSessionWithCookie()
    {
        var session = ResolveSession(sessionCookie: SessionCookie);
        if (session.Options.SessionCookie is null) ThrowTerminatingError(ErrorRecords.SessionCookieMissing());
        return session;
    }

    /// <summary>Reads the preferences, and warns about invalid values.</summary>
    private protected VisibilityPreferences GetPreferences(Session session)
    {
        var preferences = Wait(CreateClient(session).GetVisibilityAsync(CancellationToken));
        CompletionCache.Current.SetPreferences(session, [.. preferences.Entries]);
        WriteRequestInfo(preferences.Request!);
        if (preferences.InvalidValueCount > 0)
            WriteWarning($"{Quantity.Format(preferences.InvalidValueCount, "saved value is", "saved values are")} neither a visibility nor a category, and will not be changed.");
        return preferences;
    }
}
