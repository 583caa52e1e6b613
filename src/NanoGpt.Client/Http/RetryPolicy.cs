using System.Security.Authentication;

namespace NanoGpt.Http;

/// <summary>
/// Which failures pass, and how long to wait for it.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors and …/miscellaneous/rate-limits.
/// </summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan InitialDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);
    private static readonly Random Random = new();

    /// <summary>
    /// The delay before a retry: a random part of 1 s, 2 s, 4 s, …, or what <c>Retry-After</c> says if that is longer.
    /// </summary>
    /// <param name="failure">What came of the try before.</param>
    /// <param name="retry">Which repetition: 1 is the first.</param>
    /// <returns>Null: to repeat it would change nothing.</returns>
    public static TimeSpan? GetNextDelay(NanoGptException failure, int retry)
    {
        if (!IsTransient(failure)) return null;
        var own = RandomDelay(retry);
        return failure.RetryAfter is { } said && said > own ? said : own;
    }

    private static TimeSpan RandomDelay(int retry)
    {
        var longest = Math.Min(InitialDelay.TotalSeconds * Math.Pow(2, retry - 1), MaxDelay.TotalSeconds);
        // The whole of it is random: clients that failed together must not come back together.
        lock (Random) return TimeSpan.FromSeconds(longest * Random.NextDouble());
    }

    private static bool IsTransient(NanoGptException failure) => failure.StatusCode switch
    {
        408 or 429 or 500 or 502 or 503 or 504 => true,
        // No answer; a certificate that is not trusted will not be in a second either.
        null => failure.Kind == NanoGptErrorKind.ConnectionFailed && !IsTlsFailure(failure),
        _ => false,
    };

    private static bool IsTlsFailure(Exception failure)
    {
        // How deep it stands differs from one .NET to the other.
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is AuthenticationException)
                return true;
        return false;
    }
}
