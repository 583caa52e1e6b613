namespace NanoGpt;

/// <summary>What <c>Connect-NanoGpt</c> was told, in one call or several; null is what it was not told.</summary>
internal sealed record SessionSettings
{
    public Uri? BaseUri { get; init; }

    public Secret? ApiKey { get; init; }

    public Secret? SessionCookie { get; init; }

    public AuthenticationHeader AuthenticationHeader { get; init; }

    /// <summary>In seconds; 0 is no limit. The default is HttpClient's.</summary>
    public int TimeoutSec { get; init; } = 100;

    public int MaximumRetryCount { get; init; } = 3;

    public long MaximumResponseSize { get; init; } = new NanoGptClientOptions().MaximumResponseSize;

    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>
    /// The same settings for another address. A different host (scheme, host name, or port) gets neither the secrets nor the
    /// permission to send them unencrypted.
    /// </summary>
    /// <exception cref="ConfigurationException">The environment names the address so far, and it can't be used.</exception>
    public SessionSettings ForHost(Uri baseUri)
    {
        var same = this with { BaseUri = baseUri };
        var withoutTrust = same with { ApiKey = null, SessionCookie = null, AllowUnencryptedAuthentication = false };
        // Where there is nothing to drop, nobody needs the address so far, and it may be an unusable one.
        return same == withoutTrust || Origin(baseUri) == Origin(SessionResolver.BaseUriOf(this)) ? same : withoutTrust;
    }

    private static string Origin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
