using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>
/// Connect-NanoGpt: keeps credentials and settings in this PowerShell session. Settings that a call omits keep their value.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "NanoGpt")]
[OutputType(typeof(Session))]
public sealed class ConnectNanoGptCommand : PSCmdlet
{
    /// <summary>The API key: a SecureString, or text that becomes one.</summary>
    [Parameter(Position = 0)]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <summary>The value of the browser's Cookie header: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [SessionCookieArgument]
    public SecureString? SessionCookie { get; set; }

    /// <summary>Where the service is, if not at https://nano-gpt.com.</summary>
    [Parameter]
    [BaseUriArgument]
    public Uri? BaseUri { get; set; }

    /// <summary>The header that carries the key.</summary>
    [Parameter]
    public AuthenticationHeader AuthenticationHeader { get; set; }

    /// <summary>How long the service may keep one try of a call waiting, in seconds. 0: as long as it likes.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int TimeoutSec { get; set; } = new SessionSettings().TimeoutSec;

    /// <summary>How often a call that failed in passing is tried again, at most. 0: never.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = new SessionSettings().MaximumRetryCount;

    /// <summary>How long an answer may be, in bytes after decompression: 256MB, if nobody says more.</summary>
    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long MaximumResponseSize { get; set; } = new SessionSettings().MaximumResponseSize;

    /// <summary>Lets key and cookie travel over http:// to other machines, where others can read them.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Gives the session, to be handed on with -Session.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var before = SessionStore.Current ?? new SessionSettings();
            var kept = BaseUri is null ? before : before.ForHost(BaseUri);
            var settings = kept with
            {
                ApiKey = ApiKey is null ? kept.ApiKey : Secret.ApiKey(ApiKey),
                SessionCookie = SessionCookie is null ? kept.SessionCookie : Secret.SessionCookie(SessionCookie),
                AuthenticationHeader = IsSpecified(nameof(AuthenticationHeader)) ? AuthenticationHeader : kept.AuthenticationHeader,
                TimeoutSec = IsSpecified(nameof(TimeoutSec)) ? TimeoutSec : kept.TimeoutSec,
                MaximumRetryCount = IsSpecified(nameof(MaximumRetryCount)) ? MaximumRetryCount : kept.MaximumRetryCount,
                MaximumResponseSize = IsSpecified(nameof(MaximumResponseSize)) ? MaximumResponseSize : kept.MaximumResponseSize,
                AllowUnencryptedAuthentication = IsSpecified(nameof(AllowUnencryptedAuthentication))
                    ? AllowUnencryptedAuthentication
                    : kept.AllowUnencryptedAuthentication,
            };
            var session = SessionResolver.Resolve(settings);
            // First the warning: where warnings stop the command, it changes nothing.
            WarnOfDropped(before, kept);
            SessionStore.Current = settings;
            if (PassThru) WriteObject(session);
        }
        catch (ConfigurationException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
        }
    }

    private bool IsSpecified(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private void WarnOfDropped(SessionSettings before, SessionSettings kept)
    {
        (string Parameter, bool IsDropped)[] settings =
        [
            (nameof(ApiKey), before.ApiKey != kept.ApiKey),
            (nameof(SessionCookie), before.SessionCookie != kept.SessionCookie),
            (nameof(AllowUnencryptedAuthentication), before.AllowUnencryptedAuthentication != kept.AllowUnencryptedAuthentication),
        ];
        var dropped = settings.Where(setting => setting.IsDropped && !IsSpecified(setting.Parameter)).Select(setting => $"-{setting.Parameter}").ToList();
        if (dropped.Count > 0)
            WriteWarning($"{BaseUri} is a different host. These settings were specified for the previous host and were dropped: {string.Join(", ", dropped)}. To use them for the new host, run Connect-NanoGpt with them again.");
    }
}
