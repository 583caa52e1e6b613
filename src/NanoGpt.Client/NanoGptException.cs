namespace NanoGpt;

/// <summary>The exception that is thrown when a call to NanoGPT fails. It and its inner exceptions contain no secrets.</summary>
#pragma warning disable CA1032 // Only the client creates it, always with a kind.
public sealed class NanoGptException : Exception
#pragma warning restore CA1032
{
    internal NanoGptException(NanoGptErrorKind kind, string message, RequestInfo request, Exception? inner = null)
        : base(message, inner) => (Kind, Request) = (kind, request);

    /// <summary>Gets the kind of the error.</summary>
    public NanoGptErrorKind Kind { get; }

    /// <summary>Gets the request that failed.</summary>
    public RequestInfo Request { get; }

    /// <summary>Gets the HTTP status code; <see langword="null"/> if there was no response.</summary>
    public int? StatusCode => Request.StatusCode;

    /// <summary>Gets the request id, which NanoGPT's support asks for; <see langword="null"/> if the response has none.</summary>
    public string? RequestId => Request.RequestId;

    /// <summary>Gets the error message of the service, which is a part of <see cref="Exception.Message"/>; <see langword="null"/> if the response has none.</summary>
    public string? ServiceMessage { get; internal init; }

    /// <summary>Gets the error code of the service, such as <c>invalid_api_key</c>; <see langword="null"/> if the response has none.</summary>
    public string? Code { get; internal init; }

    /// <summary>Gets the error type of the service, such as <c>authentication_error</c>; <see langword="null"/> if the response has none.</summary>
    public string? ErrorType { get; internal init; }

    /// <summary>Gets the minimum delay before a retry; <see langword="null"/> if the service did not specify one.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Gets a value that indicates whether a change was sent and may or may not be saved.</summary>
    public bool OutcomeUnknown { get; internal set; }
}
