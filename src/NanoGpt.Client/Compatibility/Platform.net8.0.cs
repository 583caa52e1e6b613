using System.Net;
using System.Security.Authentication;
using System.Text.Unicode;

namespace NanoGpt.Compatibility;

/// <summary>Contains all differences between the targets. This file is for .NET 8 and later.</summary>
internal static class Platform
{
    public static HttpMessageHandler CreateHandler(bool useProxy) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // Picks up DNS changes.
        ResponseDrainTimeout = TimeSpan.Zero, // Does not download the rest of a body that is not read.
        // Independent of the system's default.
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        UseCookies = false,
        UseProxy = useProxy,
    };

    /// <summary>Does nothing: the handler has all settings.</summary>
    public static void ConfigureServicePoint(Uri uri)
    {
    }

    /// <summary>Sends a request, and returns when the headers of the response have arrived.</summary>
    public static ValueTask<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage message, bool isSynchronous, CancellationToken cancellationToken) =>
        isSynchronous
            ? new(client.Send(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken))
            : new(client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken));

    public static Task<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.ReadAsStreamAsync(cancellationToken);

    public static ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    /// <summary>Describes a connection failure without its message, which can quote the response.</summary>
    public static string Describe(Exception failure) => GetError(failure) switch
    {
        HttpRequestError.ResponseEnded => "the connection was closed",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "the response is not valid HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the response headers exceed the size limit",
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

    /// <summary>Resolves a symbolic link; returns other paths unchanged.</summary>
    public static string ResolveLinkTarget(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>Makes a file readable by all users of the machine, regardless of the umask of the process.</summary>
    public static void MakeReadableByAllUsers(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
