using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace NanoGpt.Sandbox;

/// <summary>Valid model lists that are small when compressed and huge when decompressed.</summary>
internal static class GzipBomb
{
    private const int EntrySize = 16 * 1024;
    private const int EntriesPerMebibyte = 1024 * 1024 / EntrySize;
    private const string Digits = "0000000000";

    /// <summary>Sends a list of the specified number of mebibytes in entries of 16 KiB.</summary>
    public static async Task SendAsync(HttpContext context, int mebibytes)
    {
        await using var list = CreateGzipStream(context);
        await WriteAsync("""{"object":"list","data":[{"id":"bomb/first"}"""u8.ToArray());

        var start = $$""",{"id":"bomb/{{Digits}}","description":""" + '"';
        var end = "\"}";
        var entry = Encoding.UTF8.GetBytes(start + new string('a', EntrySize - start.Length - end.Length) + end);
        var number = entry.AsMemory(start.IndexOf(Digits, StringComparison.Ordinal), Digits.Length);
        for (var n = 0; n < mebibytes * (long)EntriesPerMebibyte; n++)
        {
            Utf8Formatter.TryFormat(n, number.Span, out _, new('D', (byte)Digits.Length));
            await WriteAsync(entry);
        }

        await WriteAsync("]}"u8.ToArray());

        async Task WriteAsync(byte[] bytes) => await list.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Sends a list with one entry of the specified number of mebibytes, most of it an array of numbers.</summary>
    public static async Task SendEntryAsync(HttpContext context, int mebibytes)
    {
        await using var list = CreateGzipStream(context);
        await list.WriteAsync("""{"object":"list","data":[{"id":"bomb/entry","future":[1"""u8.ToArray(), context.RequestAborted);
        var mebibyte = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(",1", 512 * 1024)));
        for (var n = 0; n < mebibytes; n++) await list.WriteAsync(mebibyte, context.RequestAborted);
        await list.WriteAsync("]}]}"u8.ToArray(), context.RequestAborted);
    }

    private static GZipStream CreateGzipStream(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        return new(context.Response.Body, CompressionLevel.Optimal, leaveOpen: true);
    }
}
