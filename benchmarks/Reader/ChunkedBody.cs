using NanoGpt.Http;

namespace NanoGpt.Benchmarks;

/// <summary>A response body in memory that is read in chunks of a fixed size.</summary>
internal sealed class ChunkedBody(byte[] body, int chunkSize) : IResponseReader
{
    private int position;

    public ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        var count = Math.Min(chunkSize, Math.Min(buffer.Length - offset, body.Length - position));
        Buffer.BlockCopy(body, position, buffer, offset, count);
        position += count;
        return new(count);
    }

    public NanoGptException CreateInvalidResponse(string message) => throw new InvalidDataException(message);

    public NanoGptException CreateResponseTooLarge(string message) => throw new InvalidDataException(message);

    public string Quote(string text) => text;
}
