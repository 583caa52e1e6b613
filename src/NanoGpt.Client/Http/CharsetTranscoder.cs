using System.Net.Http.Headers;
using System.Text;

namespace NanoGpt.Http;

/// <summary>
/// Transcodes a body to UTF-8 while it is read, if a proxy or a gateway declares another charset.
/// </summary>
internal sealed class CharsetTranscoder
{
    private const int BufferSize = 4096;
    private const int Utf16MarkLength = 2;

    private readonly byte[] rawBytes = new byte[BufferSize];
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private readonly Encoding declaredEncoding;
    private Decoder? decoder;
    private char[] chars = [];
    private byte[] utf8 = [];
    private int start;
    private int end;
    private bool isComplete;

    private CharsetTranscoder(Encoding declaredEncoding) => this.declaredEncoding = declaredEncoding;

    /// <summary>Reads the next bytes of the original body into the buffer, from the offset to the end.</summary>
    public delegate ValueTask<int> ReadRaw(byte[] buffer, int offset, CancellationToken cancellationToken);

    /// <summary>Creates a transcoder for the charset that the headers declare.</summary>
    /// <returns>
    /// The transcoder; <see langword="null"/> if the charset is UTF-8, missing, or unknown. The reader reports a body that it
    /// cannot read.
    /// </returns>
    public static CharsetTranscoder? Create(HttpContentHeaders headers)
    {
        if (headers.ContentType?.CharSet?.Trim('"', ' ') is not { Length: > 0 } name) return null;
        try
        {
            var charset = Encoding.GetEncoding(name);
            return charset.CodePage is 65001 or 20127 ? null : new(charset);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Reads the next bytes of the transcoded body into the buffer, from the offset to the end.</summary>
    /// <returns>The number of bytes read; 0 at the end of the body.</returns>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, ReadRaw readAsync, CancellationToken cancellationToken)
    {
        while (start == end && !isComplete) await TranscodeNextAsync(readAsync, cancellationToken).ConfigureAwait(false);
        var count = Math.Min(end - start, buffer.Length - offset);
        Buffer.BlockCopy(utf8, start, buffer, offset, count);
        start += count;
        return count;
    }

    private async ValueTask TranscodeNextAsync(ReadRaw readAsync, CancellationToken cancellationToken)
    {
        var count = 0;
        // The first block must contain the complete byte order mark.
        do
        {
            var read = await readAsync(rawBytes, count, cancellationToken).ConfigureAwait(false);
            isComplete = read == 0;
            count += read;
        }
        while (decoder is null && count < Utf16MarkLength && !isComplete);

        if (decoder is null)
        {
            var encoding = DetectEncoding(rawBytes.AsSpan(0, count));
            decoder = encoding.GetDecoder();
            chars = new char[encoding.GetMaxCharCount(BufferSize)];
            utf8 = new byte[Encoding.UTF8.GetMaxByteCount(chars.Length)];
        }
        // The decoder and the encoder keep an incomplete character until the rest arrives.
        var length = decoder.GetChars(rawBytes, 0, count, chars, 0, flush: isComplete);
        (start, end) = (0, encoder.GetBytes(chars, 0, length, utf8, 0, flush: isComplete));
    }

    /// <summary>Detects the encoding of a body. A UTF-16 byte order mark takes precedence over the declared charset.</summary>
    private Encoding DetectEncoding(ReadOnlySpan<byte> body) => ByteOrderMark.Detect(body) switch
    {
        { CodePage: ByteOrderMark.Utf16BigEndian } bigEndian => bigEndian,
        // The byte order mark of UTF-32 starts with the same two bytes.
        { CodePage: ByteOrderMark.Utf16LittleEndian } littleEndian when declaredEncoding.CodePage == ByteOrderMark.Utf16BigEndian => littleEndian,
        _ => declaredEncoding,
    };
}
