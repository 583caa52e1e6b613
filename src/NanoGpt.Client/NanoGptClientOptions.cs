namespace NanoGpt;

/// <summary>All that a <see cref="NanoGptClient"/> can be told.</summary>
public sealed record NanoGptClientOptions
{
    /// <summary>Where the service is. It is kept as <see cref="BaseAddress.Parse"/> gives it.</summary>
    /// <exception cref="ArgumentException">It is no base address.</exception>
    public Uri BaseUri { get; init => field = BaseAddress.Parse(value.OriginalString); } = BaseAddress.Default;

    /// <summary>The API key. Null: calls are anonymous.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>The header that carries the key.</summary>
    public AuthenticationHeader AuthenticationHeader { get; init; }

    /// <summary>
    /// How long the service may keep a call waiting, from the request to the answer's last byte; time the caller takes
    /// between two models does not count. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: as long as it likes.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
