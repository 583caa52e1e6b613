namespace NanoGpt;

/// <summary>
/// The settings that a call uses, and the source of each. A session contains the credentials, so that <c>-Session</c> can pass
/// it to another runspace of the same process, but it does not print or serialize them.
/// </summary>
public sealed record Session
{
    internal Session()
    {
    }

    /// <summary>Gets the base URI of the service.</summary>
    public Uri BaseUri => Options.BaseUri;

    /// <summary>Gets the source of <see cref="BaseUri"/>.</summary>
    public SettingSource BaseUriSource { get; internal init; }

    /// <summary>Gets the masked API key, or <see langword="null"/> if calls are anonymous.</summary>
    public string? ApiKey => Options.ApiKey?.Masked;

    /// <summary>Gets the source of the API key, or <see langword="null"/> if there is no API key.</summary>
    public SettingSource? ApiKeySource { get; internal init; }

    /// <summary>Gets the masked session cookie, or <see langword="null"/> if there is none.</summary>
    public string? SessionCookie => Options.SessionCookie?.Masked;

    /// <summary>Gets the source of the session cookie, or <see langword="null"/> if there is no session cookie.</summary>
    public SettingSource? SessionCookieSource { get; internal init; }

    /// <summary>Gets the header that contains the API key.</summary>
    public AuthenticationHeader AuthenticationHeader => Options.AuthenticationHeader;

    /// <summary>Gets the timeout of each attempt, in seconds. 0 means no timeout.</summary>
    public int TimeoutSec => SessionSettings.ToSeconds(Options.Timeout);

    /// <summary>Gets the maximum number of retries after a transient failure.</summary>
    public int MaximumRetryCount => Options.MaximumRetryCount;

    /// <summary>Gets the maximum size of a response, in bytes after decompression.</summary>
    public long MaximumResponseSize => Options.MaximumResponseSize;

    /// <summary>Gets a value that indicates whether credentials may be sent without encryption.</summary>
    public bool AllowUnencryptedAuthentication { get; internal init; }

    /// <summary>Gets the options for the client, with the credentials.</summary>
    internal NanoGptClientOptions Options { get; init; } = new();

    /// <summary>Returns the base URI.</summary>
    public override string ToString() => BaseUri.ToString();
}
