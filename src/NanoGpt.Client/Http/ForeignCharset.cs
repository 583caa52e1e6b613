using System.Net.Http.Headers;
using System.Text;

namespace NanoGpt.Http;

/// <summary>JSON that a proxy or a gateway has put in another charset than UTF-8, and says so.</summary>
internal static class ForeignCharset
{
    /// <returns>Null for UTF-8, for what is not said, and for what nobody knows: the reader will see.</returns>
    public static Encoding? Of(HttpContentHeaders headers)
    {
        if (headers.ContentType?.CharSet?.Trim('"', ' ') is not { Length: > 0 } name) return null;
        try
        {
            var charset = Encoding.GetEncoding(name);
            return charset.CodePage is 65001 or 20127 ? null : charset;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The same text in UTF-8.</summary>
    public static MemoryStream ToUtf8(Encoding charset, MemoryStream body)
    {
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        // What the bytes say of their order counts for more than what was said of them.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) charset = Encoding.BigEndianUnicode;
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && charset.CodePage == 1201) charset = Encoding.Unicode;
        var utf8 = Encoding.Convert(charset, Encoding.UTF8, body.GetBuffer(), 0, (int)body.Length);
        return new MemoryStream(utf8, 0, utf8.Length, writable: false, publiclyVisible: true);
    }
}
