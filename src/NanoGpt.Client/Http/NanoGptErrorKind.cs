namespace NanoGpt;

/// <summary>
/// What went wrong, by what a caller can do about it. See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
/// </summary>
public enum NanoGptErrorKind
{
    /// <summary>The service did not accept the request (400, or another 4xx without a kind of its own).</summary>
    InvalidRequest,

    /// <summary>The key or cookie is missing or not valid (401).</summary>
    Unauthorized,

    /// <summary>The balance does not cover the request (402).</summary>
    InsufficientBalance,

    /// <summary>The key or cookie is valid but does not permit this (403).</summary>
    Forbidden,

    /// <summary>There is nothing at that address (404).</summary>
    NotFound,

    /// <summary>Somebody else changed the same thing (409, or found out on this side).</summary>
    Conflict,

    /// <summary>The request is larger than the service takes (413).</summary>
    RequestTooLarge,

    /// <summary>Too many requests (429).</summary>
    RateLimited,

    /// <summary>The key's limit for the day is reached (429); it is reset at 00:00 UTC.</summary>
    DailyLimitReached,

    /// <summary>The service failed (5xx).</summary>
    ServiceFailed,

    /// <summary>The answer did not come in time (408, 504, or this side's own limit).</summary>
    TimedOut,

    /// <summary>There was no connection, or it broke.</summary>
    ConnectionFailed,

    /// <summary>The service pointed to another host (3xx), and nothing was sent there; or round in a circle.</summary>
    Redirected,

    /// <summary>The answer is not what was asked for.</summary>
    InvalidResponse,

    /// <summary>Another process on this machine has been changing the same for too long.</summary>
    Locked,

    /// <summary>
    /// The response exceeds <see cref="NanoGptClientOptions.MaximumResponseSize"/>, one entry of a list exceeds 1 MiB, or
    /// the visibility preferences exceed 16 MiB.
    /// </summary>
    ResponseTooLarge,
}
