using System.IO.Compression;

namespace NanoGpt.Client.Tests;

/// <summary>Compresses a body as a proxy does.</summary>
internal static class Compression
{
    public static byte[] With(string encoding, byte[] body)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        })
            stream.Write(body);
        return compressed.ToArray();
    }
}
