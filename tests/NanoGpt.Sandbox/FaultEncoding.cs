using System.IO.Compression;
using System.Text;

namespace NanoGpt.Sandbox;

/// <summary>A nondefault encoding or content type of the normal response.</summary>
internal sealed record FaultEncoding
{
    private const string ByteOrderMark = "\uFEFF";

    private bool HasByteOrderMark { get; init; }

    private string? Charset { get; init; }

    private string? ContentEncoding { get; init; }

    /// <summary>Gets the content type that replaces the correct one. If empty, the header is omitted.</summary>
    private string? ContentType { get; init; }

    /// <summary>Adds a part of a fault; <see langword="null"/> if the part does not belong here.</summary>
    /// <exception cref="FormatException">The part is invalid.</exception>
    public FaultEncoding? Add(FaultPart part) => part.Name switch
    {
        "bom" => part.Value is null ? this with { HasByteOrderMark = true } : throw part.CreateException(),
        "charset" => this with { Charset = part.ReadOneOf("utf-16", "utf-16BE", "iso-8859-1") },
        "encoding" => this with { ContentEncoding = part.ReadOneOf("gzip", "br", "deflate") },
        "content-type" => this with { ContentType = part.RequiredValue },
        _ => null,
    };

    /// <summary>Sets the headers of a response and encodes its body.</summary>
    public ReadOnlyMemory<byte> ApplyTo(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        if (HasByteOrderMark || Charset is not null)
        {
            var text = (HasByteOrderMark ? ByteOrderMark : "") + Encoding.UTF8.GetString(body.Span);
            body = Encoding.GetEncoding(Charset ?? "utf-8").GetBytes(text);
        }
        if (Charset is not null) response.ContentType = $"{response.ContentType?.Split(';')[0]}; charset={Charset}";
        if (ContentType is not null) response.ContentType = ContentType is "" ? null : ContentType;
        if (ContentEncoding is not null)
        {
            response.Headers.ContentEncoding = ContentEncoding;
            body = Compress(ContentEncoding, body);
        }

        return body;
    }

    private static ReadOnlyMemory<byte> Compress(string encoding, ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => new ZLibStream(compressed, CompressionLevel.Fastest),
        })
            stream.Write(body.Span);
        return compressed.ToArray();
    }
}
