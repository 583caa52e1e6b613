namespace NanoGpt;

/// <summary>A call to NanoGPT that failed. Neither its text nor anything below it holds a key or a cookie.</summary>
#pragma warning disable CA1032 // Only the client makes one, and always says what kind it is.
public sealed class NanoGptException : Exception
#pragma warning restore CA1032
{
    internal NanoGptException(NanoGptErrorKind kind, string message, RequestInfo call, Exception? inner = null)
        : base(message, inner) => (Kind, Request) = (kind, call);

    /// <summary>What went wrong.</summary>
    public NanoGptErrorKind Kind { get; }

    /// <summary>The request that failed.</summary>
    public RequestInfo Request { get; }

    /// <summary>The HTTP status. Null: there was no answer.</summary>
    public int? StatusCode => Request.StatusCode;

    /// <summary>The id that NanoGPT's support asks for. Null: the answer had none.</summary>
    public string? RequestId => Request.RequestId;

    /// <summary>The service's own message, without the rest of <see cref="Exception.Message"/>. Null: it gave none.</summary>
    public string? ServiceMessage { get; internal init; }

    /// <summary>The service's own code, such as <c>invalid_api_key</c>. Null: it gave none.</summary>
    public string? Code { get; internal init; }

    /// <summary>The service's own type of error, such as <c>authentication_error</c>. Null: it gave none.</summary>
    public string? ErrorType { get; internal init; }

    /// <summary>How long the service asks to wait before another try. Null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>Whether a change was sent of which it is not known whether it is saved.</summary>
    public bool OutcomeUnknown { get; internal set; }
}
