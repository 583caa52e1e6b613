using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that use a session.</summary>
public abstract class SessionCmdlet : PSCmdlet
{
    private protected SessionCmdlet()
    {
    }

    /// <summary>Gets or sets the session for this call, from Connect-NanoGpt -PassThru or Get-NanoGptSession.</summary>
    [Parameter]
    [ValidateNotNull]
    [SessionArgument]
    public Session? Session { get; set; }

    /// <summary>Gets the session that this call uses. An invalid setting is a terminating error.</summary>
    /// <param name="apiKey">
    /// The value of -ApiKey, or <see langword="null"/> if it is not specified or the cmdlet does not have this parameter.
    /// </param>
    /// <param name="sessionCookie">
    /// The value of -SessionCookie, or <see langword="null"/> if it is not specified or the cmdlet does not have this parameter.
    /// </param>
    private protected Session ResolveSession(SecureString? apiKey = null, SecureString? sessionCookie = null)
    {
        try
        {
            return SessionResolver.Resolve(Session, apiKey, sessionCookie);
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
            throw;
        }
    }
}
