namespace NanoGpt.Sandbox;

/// <summary>A request the sandbox got.</summary>
public sealed class ReceivedRequest
{
    /// <summary>When it came, in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The whole path as it was sent, still escaped, with <c>/fault/…</c> or <c>/answer/…</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query as it was sent, without the question mark. Empty when there was none.</summary>
    public required string Query { get; init; }

    /// <summary>Which of <c>bearer</c>, <c>x-api-key</c> and <c>cookie</c> came with it.</summary>
    public required IReadOnlyList<string> Credentials { get; init; }

    /// <summary>The API key that came with it.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The whole <c>Cookie</c> header that came with it.</summary>
    public string? Cookie { get; init; }

    /// <summary>The <c>User-Agent</c> header that came with it.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The <c>Accept-Encoding</c> header that came with it.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>Its body as UTF-8 text; null when it has none, or not yet.</summary>
    public string? Body { get; internal set; }

    /// <summary>
    /// The bytes of the answer's body that were written so far: as they travel, compressed or not. Those that are still
    /// under way to the client are among them.
    /// </summary>
    public long BytesSent { get; internal set; }

    /// <summary>Whether the client went away before the answer was complete. Set when the sandbox notices.</summary>
    public bool Aborted { get; internal set; }
}
