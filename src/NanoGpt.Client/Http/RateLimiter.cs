using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// Keeps the process below the service's rate limit of 25 requests per second, for all cmdlets, accounts, and runspaces together.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/rate-limits.
/// </summary>
internal sealed class RateLimiter
{
    // One request fewer than the service accepts, in a window that is 0.1 s longer: the service receives requests at shorter
    // intervals than they are sent if the first has to wait for its connection.
    private const int RequestsPerWindow = 24;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1.1);

    // Tests have their own time providers, and each time provider has its own limiters.
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, RateLimiter>> Limiters = new();

    private readonly TimeProvider timeProvider;
    private readonly Queue<long> timestamps = new(RequestsPerWindow);

    private RateLimiter(TimeProvider timeProvider) => this.timeProvider = timeProvider;

    public static RateLimiter GetOrCreate(Uri host, TimeProvider timeProvider) =>
        Limiters.GetOrCreateValue(timeProvider).GetOrAdd(host.Authority, _ => new RateLimiter(timeProvider));

    /// <summary>Waits until a request may be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (TryAcquire() is { } wait) await Platform.DelayAsync(wait, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <returns><see langword="null"/> if the request may be sent now; otherwise, the time to wait before the next call.</returns>
    private TimeSpan? TryAcquire()
    {
        lock (timestamps)
        {
            var now = timeProvider.GetTimestamp();
            if (timestamps.Count == RequestsPerWindow)
            {
                var wait = Window - timeProvider.GetElapsedTime(timestamps.Peek(), now);
                if (wait > TimeSpan.Zero) return wait;
                timestamps.Dequeue();
            }
            timestamps.Enqueue(now);
            return null;
        }
    }
}
