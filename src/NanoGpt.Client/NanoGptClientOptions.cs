using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>All that a <see cref="NanoGptClient"/> can be told.</summary>
public sealed record NanoGptClientOptions
{
    /// <summary>Where the service is. It is kept as <see cref="BaseAddress.Parse"/> gives it.</summary>
    /// <exception cref="ArgumentException">It is no base address.</exception>
    public Uri BaseUri { get; init => field = BaseAddress.Parse(value.OriginalString); } = BaseAddress.Default;

    /// <summary>The API key. Null: calls are anonymous. It is never sent to the visibility preferences.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>The header that carries the key.</summary>
    public AuthenticationHeader AuthenticationHeader { get; init; }

    /// <summary>
    /// The website's session cookie, which alone opens the visibility preferences and is sent nowhere else. Null: none.
    /// </summary>
    public Secret? SessionCookie { get; init; }

    /// <summary>
    /// How long the service may keep one try waiting, from the request to the answer's last byte; time the caller takes
    /// between two models does not count. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>: as long as it likes.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a call that failed in passing is tried again, at most.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>
    /// How long a call may take with all its tries and the waits between them: no wait is begun that would end later. It
    /// does not cut a try short; <see cref="Timeout"/> does.
    /// </summary>
    public TimeSpan MaxRetryDuration { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The maximum size of a response, in bytes after decompression. One entry of a list is limited to 1 MiB and the
    /// visibility preferences are limited to 16 MiB in any case.
    /// </summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>The clock for time limits, waits and the pace.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told of each try that failed and will be repeated, before the wait. It is called on any thread.</summary>
    public Action<RetryAttempt>? OnRetry { get; init; }

    /// <summary>The path of the lock file for changes of the visibility preferences: one for the machine, except in tests.</summary>
    internal string LockPath { get; init; } = LockFile.DefaultPath;

    /// <summary>A text without the secrets of these options in it, should the service have echoed one.</summary>
    internal string Redact(string text)
    {
        var safe = ApiKey?.Redact(text) ?? text;
        return SessionCookie?.Redact(safe) ?? safe;
    }
}
