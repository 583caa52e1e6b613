namespace NanoGpt;

/// <summary>
/// Specifies the kind of an error. A caller handles all errors of a kind alike. See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
/// </summary>
public enum NanoGptErrorKind
{
    /// <summary>The request is not valid (400, or another 4xx status code that has no kind of its own).</summary>
    InvalidRequest,

    /// <summary>The API key or session cookie is missing or not valid (401).</summary>
    Unauthorized,

    /// <summary>The balance does not cover the request (402).</summary>
    InsufficientBalance,

    /// <summary>The API key or session cookie is valid but does not permit the request (403).</summary>
    Forbidden,

    /// <summary>The address does not exist (404).</summary>
    NotFound,

    /// <summary>The same data was changed elsewhere (409, or detected by the client).</summary>
    Conflict,

    /// <summary>The request exceeds the size limit of the service (413).</summary>
    RequestTooLarge,

    /// <summary>Too many requests (429).</summary>
    RateLimited,

    /// <summary>The daily limit of the API key is reached (429). It is reset at 00:00 UTC.</summary>
    DailyLimitReached,

    /// <summary>The service failed (5xx).</summary>
    ServiceFailed,

    /// <summary>The service has not computed the usage report yet (503). Retry later, or request fewer days.</summary>
    UsageNotReady,

    /// <summary>The request timed out (408, 504, or <see cref="NanoGptClientOptions.Timeout"/>).</summary>
    TimedOut,

    /// <summary>The connection could not be established, or was lost.</summary>
    ConnectionFailed,

    /// <summary>The service redirected to another host (3xx), to which nothing was sent, or redirected too often.</summary>
    Redirected,

    /// <summary>The response is not valid.</summary>
    InvalidResponse,

    /// <summary>Another process on this machine holds the lock, or the lock file cannot be used.</summary>
    Locked,

    /// <summary>
    /// The response exceeds <see cref="NanoGptClientOptions.MaximumResponseSize"/>, one entry of a list exceeds 1 MiB, or
    /// another response than a list exceeds 16 MiB.
    /// </summary>
    ResponseTooLarge,
}
