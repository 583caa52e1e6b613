using System.Net;
using System.Security.Authentication;
using System.Text.Unicode;

namespace NanoGpt.Compatibility;

/// <summary>What the targets do differently: here, on .NET 8 and later.</summary>
internal static class Platform
{
    public static HttpMessageHandler CreateHandler(bool useProxy) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // So that a change of DNS is noticed.
        ResponseDrainTimeout = TimeSpan.Zero, // What nobody reads on is not downloaded to the end.
        // Whatever the system's own default is.
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        UseCookies = false,
        UseProxy = useProxy,
    };

    /// <summary>What else a request to this address needs. Nothing here: the handler does it all.</summary>
    public static void ConfigureServicePoint(Uri uri)
    {
    }

    public static Task<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.ReadAsStreamAsync(cancellationToken);

    public static ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    /// <summary>Describes a failure of the connection without its own text, which may quote what the service sent.</summary>
    public static string Describe(Exception failure) => GetError(failure) switch
    {
        HttpRequestError.ResponseEnded => "it was closed",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "the response is not valid HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the headers of the response are too long",
        HttpRequestError.ProxyTunnelError => "the proxy refused the connection",
        _ => "the request could not be completed",
    };

    private static HttpRequestError GetError(Exception failure) => failure switch
    {
        HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io => io.HttpRequestError,
        HttpRequestException { HttpRequestError: { } error and not HttpRequestError.Unknown } => error,
        { InnerException: { } inner } => GetError(inner),
        _ => HttpRequestError.Unknown,
    };

    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);

    public static Task DelayAsync(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        Task.Delay(delay, timeProvider, cancellationToken);

    /// <summary>The file that a path leads to: where it is a symbolic link, the link's target.</summary>
    public static string ResolveLinkTarget(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>Lets every user of this machine open a file, whatever this process creates its files with.</summary>
    public static void MakeReadableByAllUsers(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
