using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// Keeps the process below the 25 requests a second that the service takes, whichever cmdlet, account or runspace they come
/// from. See https://docs.nano-gpt.com/api-reference/miscellaneous/rate-limits.
/// </summary>
internal sealed class RateLimiter
{
    // One less than the service takes, and a tenth of a second more: what left here a second apart arrives closer together
    // where the first had to wait for its connection.
    private const int RequestsPerWindow = 24;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1.1);

    // A clock of its own, as a test has, has a pace of its own.
    private static readonly ConditionalWeakTable<TimeProvider, ConcurrentDictionary<string, RateLimiter>> Limiters = new();

    private readonly TimeProvider timeProvider;
    private readonly Queue<long> starts = new(RequestsPerWindow);

    private RateLimiter(TimeProvider timeProvider) => this.timeProvider = timeProvider;

    public static RateLimiter GetOrCreate(Uri host, TimeProvider timeProvider) =>
        Limiters.GetOrCreateValue(timeProvider).GetOrAdd(host.Authority, _ => new RateLimiter(timeProvider));

    /// <summary>Waits until a request may be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (TryAcquire() is { } wait) await Platform.DelayAsync(wait, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <returns>Null when the request may be sent now; else how long to wait before asking again.</returns>
    private TimeSpan? TryAcquire()
    {
        lock (starts)
        {
            var now = timeProvider.GetTimestamp();
            if (starts.Count == RequestsPerWindow)
            {
                var wait = Window - timeProvider.GetElapsedTime(starts.Peek(), now);
                if (wait > TimeSpan.Zero) return wait;
                starts.Dequeue();
            }
            starts.Enqueue(now);
            return null;
        }
    }
}
