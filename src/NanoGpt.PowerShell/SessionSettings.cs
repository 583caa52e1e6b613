namespace NanoGpt;

/// <summary>What <c>Connect-NanoGpt</c> was told; null is what it was not told.</summary>
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
}
