using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>Connect-NanoGpt: keeps credentials and settings in this PowerShell session.</summary>
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
        var settings = new SessionSettings
        {
            BaseUri = BaseUri,
            ApiKey = ApiKey is null ? null : Secret.ApiKey(ApiKey),
            SessionCookie = SessionCookie is null ? null : Secret.SessionCookie(SessionCookie),
            AuthenticationHeader = AuthenticationHeader,
            TimeoutSec = TimeoutSec,
            MaximumRetryCount = MaximumRetryCount,
            MaximumResponseSize = MaximumResponseSize,
            AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
        };
        try
        {
            var session = SessionResolver.Resolve(settings);
            SessionStore.Current = settings;
            if (PassThru) WriteObject(session);
        }
        catch (SettingException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
        }
    }
}
