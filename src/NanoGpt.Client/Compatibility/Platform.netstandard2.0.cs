using System.Net;
using System.Security.Authentication;
using System.Text;

namespace NanoGpt.Compatibility;

/// <summary>Contains all differences between the targets. This file is for .NET Standard 2.0, which Windows PowerShell uses.</summary>
internal static class Platform
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static HttpMessageHandler CreateHandler(bool useProxy) => new HttpClientHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip, // .NET Framework does not support deflate with a zlib header.
        DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        MaxConnectionsPerServer = int.MaxValue, // The default is two; two partly read lists would block all other calls.
        SslProtocols = SslProtocols.Tls12, // The default of Windows PowerShell may be older.
        UseCookies = false,
        UseProxy = useProxy,
    };

    /// <summary>Renews connections every two minutes, to pick up DNS changes.</summary>
    public static void ConfigureServicePoint(Uri uri) =>
        ServicePointManager.FindServicePoint(uri).ConnectionLeaseTimeout = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;

    /// <summary>Sends a request, and returns when the headers of the response have arrived. It cannot be sent synchronously.</summary>
    public static ValueTask<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage message, bool isSynchronous, CancellationToken cancellationToken) =>
        new(client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken));

    public static Task<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.ReadAsStreamAsync();

    public static async ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        // Response streams of .NET Framework ignore the token.
        using var registration = cancellationToken.Register(static stream => ((Stream)stream).Dispose(), stream);
        try
        {
            return await stream.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Describes a connection failure without its message, which can quote the response.</summary>
    public static string Describe(Exception failure) => GetStatus(failure) switch
    {
        WebExceptionStatus.ConnectionClosed or WebExceptionStatus.KeepAliveFailure or WebExceptionStatus.ReceiveFailure => "the connection was closed",
        WebExceptionStatus.MessageLengthLimitExceeded => "the response headers exceed the size limit",
        WebExceptionStatus.NameResolutionFailure => "the host name cannot be resolved",
        WebExceptionStatus.ProxyNameResolutionFailure => "the proxy name cannot be resolved",
        WebExceptionStatus.RequestProhibitedByProxy => "the proxy refused the connection",
        WebExceptionStatus.SecureChannelFailure => "the TLS connection could not be established",
        WebExceptionStatus.ServerProtocolViolation => "the response is not valid HTTP",
        _ => "the request could not be completed",
    };

    private static WebExceptionStatus GetStatus(Exception failure) => failure switch
    {
        WebException web => web.Status,
        { InnerException: { } inner } => GetStatus(inner),
        _ => WebExceptionStatus.UnknownError,
    };

    public static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = Strict.GetCharCount(bytes.ToArray());
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    public static Task DelayAsync(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        timeProvider.Delay(delay, cancellationToken);

    /// <summary>Returns the path. .NET Framework does not resolve symbolic links.</summary>
    public static string ResolveLinkTarget(string path) => path;

    /// <summary>Does nothing: on Windows, files inherit the permissions of a shared folder.</summary>
    public static void MakeReadableByAllUsers(string path)
    {
    }
}
