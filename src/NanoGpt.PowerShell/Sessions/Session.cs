namespace NanoGpt;

/// <summary>
/// What a call uses, and where each part comes from. The key and the cookie are in it, so that it can be handed to another
/// runspace of the same process with <c>-Session</c>, but nothing shows them or writes them down.
/// </summary>
public sealed record Session
{
    internal Session()
    {
    }

    /// <summary>Where the service is.</summary>
    public Uri BaseUri { get; internal init; } = BaseAddress.Default;

    /// <summary>Where <see cref="BaseUri"/> comes from.</summary>
    public SettingSource BaseUriSource { get; internal init; }

    /// <summary>The API key, masked. Null: none, calls are anonymous.</summary>
    public string? ApiKey => Key?.Masked;

    /// <summary>Where the key comes from. Null: there is none.</summary>
    public SettingSource? ApiKeySource { get; internal init; }

    /// <summary>The session cookie, masked. Null: none.</summary>
    public string? SessionCookie => Cookie?.Masked;

    /// <summary>Where the cookie comes from. Null: there is none.</summary>
    public SettingSource? SessionCookieSource { get; internal init; }

    /// <summary>The header that carries the key.</summary>
    public AuthenticationHeader AuthenticationHeader { get; internal init; }

    /// <summary>How long the service may keep one try of a call waiting, in seconds. 0: as long as it likes.</summary>
    public int TimeoutSec { get; internal init; }

    /// <summary>How often a call that failed in passing is tried again, at most.</summary>
    public int MaximumRetryCount { get; internal init; }

    /// <summary>How long an answer may be, in bytes after decompression.</summary>
    public long MaximumResponseSize { get; internal init; }

    /// <summary>Whether key and cookie may travel where others can read them.</summary>
    public bool AllowUnencryptedAuthentication { get; internal init; }

    internal Secret? Key { get; init; }

    internal Secret? Cookie { get; init; }

    /// <summary>The same, for the client.</summary>
    internal NanoGptClientOptions ToClientOptions() => new()
    {
        BaseUri = BaseUri,
        ApiKey = Key,
        SessionCookie = Cookie,
        AuthenticationHeader = AuthenticationHeader,
        Timeout = TimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec),
        MaximumRetryCount = MaximumRetryCount,
        MaximumResponseSize = MaximumResponseSize,
    };

    /// <summary>The address; never a secret.</summary>
    public override string ToString() => BaseUri.ToString();
}
