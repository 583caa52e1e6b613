namespace NanoGpt;

/// <summary>The settings that one or more calls of <c>Connect-NanoGpt</c> specified.</summary>
internal sealed record SessionSettings
{
    /// <summary>Gets the base URI, or <see langword="null"/> if <c>Connect-NanoGpt</c> did not specify one.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Gets the credentials and the other options, with their defaults. Their base URI is not used.</summary>
    public NanoGptClientOptions Options { get; init; } = new();

    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>
    /// Gets the same settings for another base URI. If the host (scheme, host name, or port) is different, the result has neither
    /// the credentials nor the permission to send them unencrypted.
    /// </summary>
    /// <exception cref="ConfigurationException">The environment specifies the current base URI, which is invalid.</exception>
    public SessionSettings ForHost(Uri baseUri)
    {
        var same = this with { BaseUri = baseUri };
        var withoutTrust = same with
        {
            Options = Options with { ApiKey = null, SessionCookie = null },
            AllowUnencryptedAuthentication = false,
        };
        // If there is nothing to drop, the current base URI does not matter, even if it is invalid.
        return same == withoutTrust || GetOrigin(baseUri) == GetOrigin(SessionResolver.GetBaseUri(this)) ? same : withoutTrust;
    }

    /// <summary>Converts a timeout to seconds; 0 means no timeout.</summary>
    public static int ToSeconds(TimeSpan timeout) => timeout == Timeout.InfiniteTimeSpan ? 0 : (int)timeout.TotalSeconds;

    /// <summary>Converts seconds to a timeout; 0 means no timeout.</summary>
    public static TimeSpan ToTimeout(int seconds) => seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    private static string GetOrigin(Uri uri) => uri.GetLeftPart(UriPartial.Authority);
}
