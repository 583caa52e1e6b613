using NanoGpt.Http;

namespace NanoGpt.Client.Tests;

/// <summary>A response body in memory that is read in chunks of one size.</summary>
internal sealed class ChunkedReader(byte[] body, int chunkSize) : IResponseReader
{
    /// <summary>Gets the number of bytes read.</summary>
    public int Read { get; private set; }

    public ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var chunk = body.AsSpan(Read, Math.Min(chunkSize, Math.Min(buffer.Length - offset, body.Length - Read)));
        chunk.CopyTo(buffer.AsSpan(offset));
        Read += chunk.Length;
        return new(chunk.Length);
    }

    public NanoGptException CreateInvalidResponse(string message) =>
        new(NanoGptErrorKind.InvalidResponse, message, new("GET", BaseAddress.Default, attempt: 1));

    public NanoGptException CreateResponseTooLarge(string message) =>
        new(NanoGptErrorKind.ResponseTooLarge, message, new("GET", BaseAddress.Default, attempt: 1));

    public string Quote(string text) => $"'{text}'";
}
