using System.Collections.Concurrent;

namespace NanoGpt.Sandbox;

/// <summary>The requests to which a fault applies. Other requests get the normal response.</summary>
internal sealed record FaultScope
{
    /// <summary>Gets the method to which the fault applies; <see langword="null"/> for all methods.</summary>
    private string? Method { get; init; }

    /// <summary>Gets the number of requests of that method before the first to which the fault applies.</summary>
    private int Skip { get; init; }

    /// <summary>Gets the number of requests to which the fault applies.</summary>
    private int Times { get; init; } = int.MaxValue;

    /// <summary>Adds a part of a fault; <see langword="null"/> if the part does not belong here.</summary>
    /// <exception cref="FormatException">The part is invalid.</exception>
    public FaultScope? Add(FaultPart part) => part.Name switch
    {
        "method" => this with { Method = part.ReadOneOf("GET", "POST") },
        "skip" => this with { Skip = part.ReadInteger() },
        "times" => this with { Times = part.ReadInteger() },
        // A tag has no effect except that the spec gets its own request count.
        "tag" => part.RequiredValue is { } ? this : null,
        _ => null,
    };

    /// <summary>Counts a request and determines whether the fault applies to it.</summary>
    /// <param name="method">The method of the request.</param>
    /// <param name="counts">The number of requests by segment.</param>
    /// <param name="segment">The path segment that specifies the fault.</param>
    public bool AppliesTo(string method, ConcurrentDictionary<string, int> counts, string segment)
    {
        if (Method is not null && Method != method) return false;

        var number = counts.AddOrUpdate(segment, 1, (_, count) => count + 1);
        return number > Skip && number - Skip <= Times;
    }
}
