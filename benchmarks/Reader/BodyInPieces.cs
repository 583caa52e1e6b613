using NanoGpt.Http;

namespace NanoGpt.Benchmarks;

/// <summary>An answer that is already here.</summary>
internal sealed class BodyInPieces(byte[] body, int pieceSize) : IResponseReader
{
    private int read;

    public ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        var count = Math.Min(pieceSize, Math.Min(buffer.Length - offset, body.Length - read));
        Buffer.BlockCopy(body, read, buffer, offset, count);
        read += count;
        return new(count);
    }

    public NanoGptException InvalidResponse(string message) => throw new InvalidDataException(message);

    public NanoGptException ResponseTooLarge(string message) => throw new InvalidDataException(message);

    public string Quote(string text) => text;
}
