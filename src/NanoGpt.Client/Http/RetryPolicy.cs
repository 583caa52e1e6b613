using System.Security.Authentication;

namespace NanoGpt.Http;

/// <summary>
/// Decides which failures are transient, and computes the delay before a retry.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors and …/miscellaneous/rate-limits.
/// </summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);
    private static readonly Random Random = new();

    /// <summary>
    /// Gets the delay before a retry: exponential back-off with full jitter (a random part of 1 s, 2 s, 4 s, …, at most 30 s), or
    /// <c>Retry-After</c> if that is longer.
    /// </summary>
    /// <param name="failure">The failure of the previous attempt.</param>
    /// <param name="retry">The number of the retry. The first is 1.</param>
    /// <returns>The delay; <see langword="null"/> if the failure is not transient.</returns>
    public static TimeSpan? GetNextDelay(NanoGptException failure, int retry)
    {
        if (!IsTransient(failure)) return null;
        var backOff = GetBackOff(retry);
        return failure.RetryAfter is { } retryAfter && retryAfter > backOff ? retryAfter : backOff;
    }

    private static TimeSpan GetBackOff(int retry)
    {
        var maxSeconds = Math.Min(InitialDelay.TotalSeconds * Math.Pow(2, retry - 1), MaxDelay.TotalSeconds);
        // Full jitter: clients that failed at the same time must not retry at the same time.
        lock (Random) return TimeSpan.FromSeconds(maxSeconds * Random.NextDouble());
    }

    private static bool IsTransient(NanoGptException failure) => failure.StatusCode switch
    {
        408 or 429 or 500 or 502 or 503 or 504 => true,
        // No response. Retrying does not help if the certificate is not trusted.
        null => failure.Kind == NanoGptErrorKind.ConnectionFailed && !IsTlsFailure(failure),
        _ => false,
    };

    private static bool IsTlsFailure(Exception failure)
    {
        // The depth of the exception depends on the version of .NET.
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is AuthenticationException)
                return true;
        return false;
    }
}
