using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>The options of a <see cref="NanoGptClient"/>.</summary>
public sealed record NanoGptClientOptions
{
    /// <summary>Gets the base address of the service, as <see cref="BaseAddress.Parse"/> normalizes it.</summary>
    /// <exception cref="ArgumentException">The value is not a base address.</exception>
    public Uri BaseUri { get; init => field = BaseAddress.Parse(value.OriginalString); } = BaseAddress.Default;

    /// <summary>
    /// Gets the API key; <see langword="null"/> for anonymous requests. The key is never sent with requests for visibility
    /// preferences.
    /// </summary>
    public Secret? ApiKey { get; init; }

    /// <summary>Gets the header that carries the API key.</summary>
    public AuthenticationHeader AuthenticationHeader { get; init; }

    /// <summary>
    /// Gets the session cookie of the website; <see langword="null"/> if there is none. Only requests for visibility
    /// preferences need it, and it is sent with no other request.
    /// </summary>
    public Secret? SessionCookie { get; init; }

    /// <summary>
    /// Gets the timeout of one attempt, from the request to the last byte of the response, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none. The time that the caller spends between two models
    /// does not count. The default is 100 seconds.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets the maximum number of retries after transient failures. The default is 3.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>
    /// Gets the time since the start of a call after which no retry is made: a delay that would end later is not begun. It
    /// does not interrupt an attempt; <see cref="Timeout"/> does. The default is 2 minutes.
    /// </summary>
    public TimeSpan MaxRetryDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Gets the maximum size of a response, in bytes after decompression. The default is 256 MiB. An entry of a list is limited
    /// to 1 MiB, and other responses than lists are limited to 16 MiB, whatever this value is.
    /// </summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>Gets the time provider for timeouts, delays, and the rate limit.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the callback that is invoked before the delay of each retry. It can be invoked on any thread.</summary>
    public Action<RetryAttempt>? OnRetry { get; init; }

    /// <summary>
    /// Gets a value that indicates whether a request blocks the calling thread until the headers of the response arrive. This
    /// suits a program that has nothing else to do meanwhile: its first request takes less time, because fewer methods are
    /// compiled. .NET Framework always sends asynchronously. The default is <see langword="false"/>.
    /// </summary>
    public bool SendSynchronously { get; init; }

    /// <summary>Gets the path of the lock file for changes of visibility preferences. The machine has one, except in tests.</summary>
    internal string LockPath { get; init; } = LockFile.DefaultPath;

    /// <summary>Redacts the secrets of these options in text from the service, which may echo them.</summary>
    internal string Redact(string text)
    {
        var redacted = ApiKey?.Redact(text) ?? text;
        return SessionCookie?.Redact(redacted) ?? redacted;
    }
}
