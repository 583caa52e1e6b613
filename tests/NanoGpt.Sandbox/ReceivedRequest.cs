namespace NanoGpt.Sandbox;

/// <summary>A request that the sandbox received.</summary>
public sealed class ReceivedRequest
{
    /// <summary>Gets the time of arrival in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the complete path as sent, escaped, including <c>/fault/…</c> or <c>/response/…</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the query as sent, without the question mark; empty if there is none.</summary>
    public required string Query { get; init; }

    /// <summary>Gets the kinds of credentials: <c>bearer</c>, <c>x-api-key</c>, or <c>cookie</c>.</summary>
    public required IReadOnlyList<string> Credentials { get; init; }

    /// <summary>Gets the API key.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Gets the complete <c>Cookie</c> header.</summary>
    public string? Cookie { get; init; }

    /// <summary>Gets the <c>User-Agent</c> header.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Gets the <c>Accept-Encoding</c> header.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>Gets the body as UTF-8 text; <see langword="null"/> if there is none or it has not been received yet.</summary>
    public string? Body { get; internal set; }

    /// <summary>
    /// Gets the number of bytes of the response body written so far, after compression. Bytes in transit to the client are
    /// included.
    /// </summary>
    public long BytesSent { get; internal set; }

    /// <summary>Gets a value that indicates whether the client disconnected before the response was complete. Set when the sandbox detects it.</summary>
    public bool Aborted { get; internal set; }
}
