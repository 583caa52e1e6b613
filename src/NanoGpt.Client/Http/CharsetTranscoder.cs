using System.Net.Http.Headers;
using System.Text;

namespace NanoGpt.Http;

/// <summary>
/// Converts a body to UTF-8 while it is read, if a proxy or a gateway declares that it is in another charset.
/// </summary>
internal sealed class CharsetTranscoder
{
    private const int BufferSize = 4096;
    private const int MaxPreambleLength = 2;

    private readonly byte[] raw = new byte[BufferSize];
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private readonly Encoding declared;
    private Decoder? decoder;
    private char[] chars = [];
    private byte[] utf8 = [];
    private int start;
    private int end;
    private bool isComplete;

    private CharsetTranscoder(Encoding declared) => this.declared = declared;

    /// <summary>Reads on in the original body, into the buffer from an offset to its end.</summary>
    public delegate ValueTask<int> ReadRaw(byte[] buffer, int offset, CancellationToken cancellationToken);

    /// <returns>Null for UTF-8, for no charset, and for an unknown one: the reader reports what it cannot read.</returns>
    public static CharsetTranscoder? GetEncoding(HttpContentHeaders headers)
    {
        if (headers.ContentType?.CharSet?.Trim('"', ' ') is not { Length: > 0 } name) return null;
        try
        {
            var charset = Encoding.GetEncoding(name);
            return charset.CodePage is 65001 or 20127 ? null : new(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads on in the converted body, into the buffer from an offset to its end.</summary>
    /// <returns>How many bytes were read; 0 at the end of the body.</returns>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, ReadRaw readAsync, CancellationToken cancellationToken)
    {
        while (start == end && !isComplete) await ConvertNextAsync(readAsync, cancellationToken).ConfigureAwait(false);
        var count = Math.Min(end - start, buffer.Length - offset);
        Buffer.BlockCopy(utf8, start, buffer, offset, count);
        start += count;
        return count;
    }

    private async ValueTask ConvertNextAsync(ReadRaw readAsync, CancellationToken cancellationToken)
    {
        var count = 0;
        // A byte order mark is looked at whole.
        do
        {
            var more = await readAsync(raw, count, cancellationToken).ConfigureAwait(false);
            isComplete = more == 0;
            count += more;
        }
        while (decoder is null && count < MaxPreambleLength && !isComplete);

        if (decoder is null)
        {
            var actual = DetectEncoding(raw.AsSpan(0, count));
            decoder = actual.GetDecoder();
            chars = new char[actual.GetMaxCharCount(BufferSize)];
            utf8 = new byte[Encoding.UTF8.GetMaxByteCount(chars.Length)];
        }
        // Both keep half a character until the rest of it arrives.
        var length = decoder.GetChars(raw, 0, count, chars, 0, flush: isComplete);
        (start, end) = (0, encoder.GetBytes(chars, 0, length, utf8, 0, flush: isComplete));
    }

    /// <summary>The charset of a body that begins with these bytes: its byte order mark outweighs the declaration.</summary>
    private Encoding DetectEncoding(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        return body.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && declared.CodePage == 1201 ? Encoding.Unicode : declared;
    }
}
