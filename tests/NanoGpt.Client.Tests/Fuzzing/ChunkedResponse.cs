using NanoGpt.Http;

namespace NanoGpt.Client.Tests.Fuzzing;

/// <summary>A response body in memory that is read in chunks of random size.</summary>
internal sealed class ChunkedResponse(byte[] body, Random random) : IResponseReader
{
    private static readonly NanoGptClientOptions Options = new();
    private static readonly RequestInfo Report = new("GET", Options.BaseUri, attempt: 1);

    private readonly int maxChunkSize = 1 << random.Next(18);
    private int sent;

    public ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        Assert.True(offset < buffer.Length, "There is no room in the buffer.");
        var count = Math.Min(Math.Min(body.Length - sent, buffer.Length - offset), 1 + random.Next(maxChunkSize));
        body.AsSpan(sent, count).CopyTo(buffer.AsSpan(offset));
        sent += count;
        return new(count);
    }

    public NanoGptException CreateInvalidResponse(string message) =>
        new(NanoGptErrorKind.InvalidResponse, MessageSanitizer.Sanitize(message, Options), Report);

    public NanoGptException CreateResponseTooLarge(string message) => new(NanoGptErrorKind.ResponseTooLarge, message, Report);

    public string Quote(string text) => $"'{MessageSanitizer.Sanitize(text, Options)}'";
}
