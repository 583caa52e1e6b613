using System.Net;
using System.Text;

namespace NanoGpt.Compatibility;

/// <summary>What the targets do differently: here, on .NET Standard 2.0, that is, in Windows PowerShell.</summary>
internal static class Platform
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static HttpMessageHandler CreateHandler() => new HttpClientHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        UseCookies = false,
    };

    public static Task<Stream> OpenAsync(HttpContent content, CancellationToken cancellation) =>
        content.ReadAsStreamAsync();

    public static async ValueTask<int> ReadAsync(Stream stream, byte[] buffer, int offset, int count, CancellationToken cancellation)
    {
        // .NET Framework's response streams do not listen to the token.
        using var registration = cancellation.Register(static stream => ((Stream)stream).Dispose(), stream);
        try
        {
            return await stream.ReadAsync(buffer, offset, count, cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

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
}
