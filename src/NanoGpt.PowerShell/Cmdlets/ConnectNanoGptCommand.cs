using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>
/// Connect-NanoGpt: stores credentials and settings for this PowerShell session. Settings that a call omits keep their value.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "NanoGpt")]
[OutputType(typeof(Session))]
public sealed class ConnectNanoGptCommand : PSCmdlet
{
    private static readonly NanoGptClientOptions Defaults = new();

    /// <summary>Gets or sets the API key. A string is converted to a SecureString.</summary>
    [Parameter(Position = 0)]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>Gets or sets the session cookie: the value of the Cookie header of the browser. A string is converted to a SecureString.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <summary>Gets or sets the base URI of the service. The default is https://nano-gpt.com.</summary>
    [Parameter]
    [BaseUriArgument]
    public Uri? BaseUri { get; set; }

    /// <summary>Gets or sets the header that contains the API key.</summary>
    [Parameter]
    [SingleValueArgument]
    public AuthenticationHeader AuthenticationHeader { get; set; }

    /// <summary>Gets or sets the timeout of each attempt, in seconds. 0 means no timeout.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int TimeoutSec { get; set; } = SessionSettings.ToSeconds(Defaults.Timeout);

    /// <summary>Gets or sets the maximum number of retries after a transient failure. 0 means no retries.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = Defaults.MaximumRetryCount;

    /// <summary>Gets or sets the maximum size of a response, in bytes after decompression. The default is 256MB.</summary>
    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long MaximumResponseSize { get; set; } = Defaults.MaximumResponseSize;

    /// <summary>Gets or sets a value that allows credentials over http:// to other computers, where others can read them.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Gets or sets a value that indicates whether to return the session, for use with -Session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var before = SessionStore.Current;
            var kept = BaseUri is null ? before : before.ForHost(BaseUri);
            var settings = kept with
            {
                Options = kept.Options with
                {
                    ApiKey = ApiKey is null ? kept.Options.ApiKey : Secret.ApiKey(ApiKey),
                    SessionCookie = SessionCookie is null ? kept.Options.SessionCookie : Secret.SessionCookie(SessionCookie),
                    AuthenticationHeader = this.IsSpecified(nameof(AuthenticationHeader)) ? AuthenticationHeader : kept.Options.AuthenticationHeader,
                    Timeout = this.IsSpecified(nameof(TimeoutSec)) ? SessionSettings.ToTimeout(TimeoutSec) : kept.Options.Timeout,
                    MaximumRetryCount = this.IsSpecified(nameof(MaximumRetryCount)) ? MaximumRetryCount : kept.Options.MaximumRetryCount,
                    MaximumResponseSize = this.IsSpecified(nameof(MaximumResponseSize)) ? MaximumResponseSize : kept.Options.MaximumResponseSize,
                },
                AllowUnencryptedAuthentication = this.IsSpecified(nameof(AllowUnencryptedAuthentication))
                    ? AllowUnencryptedAuthentication
                    : kept.AllowUnencryptedAuthentication,
            };
            var session = SessionResolver.Resolve(settings);
            // The warning comes first: with -WarningAction Stop, the command changes nothing.
            WarnAboutDropped(before, kept);
            SessionStore.Current = settings;
            if (PassThru) WriteObject(session);
        }
        catch (ConfigurationException exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
        }
    }

    private void WarnAboutDropped(SessionSettings before, SessionSettings kept)
    {
        (string Parameter, bool IsDropped)[] settings =
        [
            (nameof(ApiKey), before.Options.ApiKey != kept.Options.ApiKey),
            (nameof(SessionCookie), before.Options.SessionCookie != kept.Options.SessionCookie),
            (nameof(AllowUnencryptedAuthentication), before.AllowUnencryptedAuthentication != kept.AllowUnencryptedAuthentication),
        ];
        var dropped = settings.Where(setting => setting.IsDropped && !this.IsSpecified(setting.Parameter)).Select(setting => $"-{setting.Parameter}").ToList();
        if (dropped.Count > 0)
            WriteWarning($"{BaseUri} is a different host. These settings were specified for the previous host and were dropped: {string.Join(", ", dropped)}. To use them for the new host, run Connect-NanoGpt with them again.");
    }
}
