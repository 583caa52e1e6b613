using System.Collections.Concurrent;

namespace NanoGpt.Sandbox;

/// <summary>Which requests a fault is for. The others pass.</summary>
internal sealed record FaultScope
{
    /// <summary>The method the fault is for; null for all.</summary>
    private string? Method { get; init; }

    /// <summary>How many requests of that method pass before the first that does not.</summary>
    private int Skip { get; init; }

    /// <summary>How many do not pass.</summary>
    private int Times { get; init; } = int.MaxValue;

    /// <summary>The scope with this part; null when the part is about something else.</summary>
    /// <exception cref="FormatException">The part makes no sense.</exception>
    public FaultScope? With(FaultPart part) => part.Name switch
    {
        "method" => this with { Method = part.ReadOneOf("GET", "POST") },
        "skip" => this with { Skip = part.ReadInteger() },
        "times" => this with { Times = part.ReadInteger() },
        // It says nothing, and makes a spec that has a count of its own.
        "tag" => part.Text is { } ? this : null,
        _ => null,
    };

    /// <summary>Says whether the fault is for a request, and counts it.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="counts">How many requests have come, by segment.</param>
    /// <param name="segment">The segment of the path that spells the fault.</param>
    public bool AppliesTo(string method, ConcurrentDictionary<string, int> counts, string segment)
    {
        if (Method is not null && Method != method) return false;

        var place = counts.AddOrUpdate(segment, 1, (_, count) => count + 1);
        return place > Skip && place - Skip <= Times;
    }
}
