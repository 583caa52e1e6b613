namespace NanoGpt;

/// <summary>
/// Suggests ids from a list. If there are many unknown ids, only the first ones get suggestions: comparing thousands of them
/// with thousands of models would take minutes.
/// </summary>
internal sealed class SuggestionSource
{
    private const int MaxComparisons = 200_000;

    private readonly HashSet<string> ids = [];
    private long comparisons;

    /// <summary>Adds an id that can be suggested.</summary>
    public void Add(string id)
    {
        if (ids.Count < MaxComparisons && id.Length <= IdSuggestions.MaxLength) ids.Add(id);
    }

    /// <summary>Gets the ids that are most similar to an unknown id.</summary>
    public IEnumerable<string> Find(string text)
    {
        comparisons += ids.Count;
        return comparisons <= MaxComparisons ? IdSuggestions.Find(text, ids) : [];
    }
}
