using System.Collections.Concurrent;

namespace NanoGpt.Sandbox;

/// <summary>Which requests a fault is for. The others pass.</summary>
internal sealed record FaultScope
{
    /// <summary>The method the fault is for; null for all.</summary>
    public string? Method { get; init; }

    /// <summary>How many requests of that method pass before the first that does not.</summary>
    public int Skip { get; init; }

    /// <summary>How many do not pass.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>Says whether the fault is for a request, and counts it.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="counts">How many requests have come, by segment.</param>
    /// <param name="segment">The segment of the path that spells the fault.</param>
    public bool Takes(string method, ConcurrentDictionary<string, int> counts, string segment)
    {
        if (Method is not null && Method != method) return false;

        var place = counts.AddOrUpdate(segment, 1, (_, count) => count + 1);
        return place > Skip && place - Skip <= Times;
    }
}
