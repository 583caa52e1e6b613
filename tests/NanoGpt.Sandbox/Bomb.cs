using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace NanoGpt.Sandbox;

/// <summary>A model list without a fault, that is small on its way and huge when it is unpacked.</summary>
internal static class Bomb
{
    private const int EntrySize = 16 * 1024;
    private const int EntriesAMebibyte = 1024 * 1024 / EntrySize;
    private const string Digits = "0000000000";

    public static async Task SendAsync(HttpContext context, int mebibytes)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        await using var list = new GZipStream(context.Response.Body, CompressionLevel.Optimal, leaveOpen: true);
        await WriteAsync("""{"object":"list","data":[{"id":"bomb/first"}"""u8.ToArray());

        var start = $$""",{"id":"bomb/{{Digits}}","description":""" + '"';
        var end = "\"}";
        var entry = Encoding.UTF8.GetBytes(start + new string('a', EntrySize - start.Length - end.Length) + end);
        var number = entry.AsMemory(start.IndexOf(Digits, StringComparison.Ordinal), Digits.Length);
        for (var n = 0; n < mebibytes * (long)EntriesAMebibyte; n++)
        {
            Utf8Formatter.TryFormat(n, number.Span, out _, new('D', (byte)Digits.Length));
            await WriteAsync(entry);
        }

        await WriteAsync("]}"u8.ToArray());

        async Task WriteAsync(byte[] bytes) => await list.WriteAsync(bytes, context.RequestAborted);
    }
}
