using System.Net;
using System.Security.Authentication;
using System.Text;

namespace NanoGpt.Compatibility;

/// <summary>What the targets do differently: here, on .NET Standard 2.0, that is, in Windows PowerShell.</summary>
internal static class Platform
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static HttpMessageHandler CreateHandler(bool useProxy) => new HttpClientHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip, // .NET Framework can't read deflate with its zlib header.
        DefaultProxyCredentials = CredentialCache.DefaultCredentials,
        MaxConnectionsPerServer = int.MaxValue, // By default two: two half-read lists would block every other call.
        SslProtocols = SslProtocols.Tls12, // Windows PowerShell's own default may be older.
        UseCookies = false,
        UseProxy = useProxy,
    };

    /// <summary>Renews connections now and then, so that a change of DNS is noticed.</summary>
    public static void ConfigureServicePoint(Uri uri) =>
        ServicePointManager.FindServicePoint(uri).ConnectionLeaseTimeout = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;

    public static Task<Stream> ReadAsStreamAsync(HttpContent content, CancellationToken cancellationToken) =>
        content.ReadAsStreamAsync();

    public static async ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        // .NET Framework's response streams do not listen to the token.
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

    /// <summary>Describes a failure of the connection without its own text, which may quote what the service sent.</summary>
    public static string Describe(Exception failure) => GetStatus(failure) switch
    {
        WebExceptionStatus.ConnectionClosed or WebExceptionStatus.KeepAliveFailure or WebExceptionStatus.ReceiveFailure => "it was closed",
        WebExceptionStatus.MessageLengthLimitExceeded => "the headers of the response are too long",
        WebExceptionStatus.NameResolutionFailure => "the name of the host can't be resolved",
        WebExceptionStatus.ProxyNameResolutionFailure => "the name of the proxy can't be resolved",
        WebExceptionStatus.RequestProhibitedByProxy => "the proxy refused the connection",
        WebExceptionStatus.SecureChannelFailure => "no TLS connection could be made",
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

    /// <summary>The file that a path leads to. .NET Framework does not know of symbolic links.</summary>
    public static string ResolveLinkTarget(string path) => path;

    /// <summary>Lets every user of this machine open a file. Windows does so by itself in a folder for all.</summary>
    public static void MakeReadableByAllUsers(string path)
    {
    }
}
