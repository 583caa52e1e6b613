namespace NanoGpt;

/// <summary>Suggests ids that are similar to a misspelled id.</summary>
internal static class IdSuggestions
{
    /// <summary>The maximum length of a text and of an id to compare. Real ids are much shorter.</summary>
    public const int MaxLength = 128;

    private const int MaxCount = 3;

    /// <summary>Gets at most three ids that are similar to a text, most similar first.</summary>
    public static IEnumerable<string> Find(string text, IEnumerable<string> ids)
    {
        if (text.Length > MaxLength) return [];
        // Two wrong characters, or a fifth of a longer id. The owner may be omitted.
        var tolerance = Math.Max(2, text.Length / 5);
        return ids
            .Where(id => id.Length <= MaxLength)
            .Select(id => (Id: id, Distance: GetDistance(text, id, tolerance)))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Id)
            .Take(MaxCount);
    }

    /// <summary>Gets the distance between a text and an id, with or without its owner, whichever is smaller.</summary>
    private static int GetDistance(string text, string id, int limit)
    {
        var fromStart = GetDistance(text, id, start: 0, limit);
        var afterOwner = id.LastIndexOf('/') + 1;
        return afterOwner == 0 ? fromStart : Math.Min(fromStart, GetDistance(text, id, afterOwner, limit));
    }

    /// <summary>Gets the Levenshtein distance: the number of characters to insert, remove, or replace.</summary>
    /// <returns>The distance, or any number greater than the limit if the distance exceeds the limit.</returns>
    private static int GetDistance(string text, string id, int start, int limit)
    {
        var length = id.Length - start;
        if (Math.Abs(text.Length - length) > limit) return limit + 1;
        Span<int> row = stackalloc int[length + 1];
        for (var j = 0; j <= length; j++) row[j] = j;
        for (var i = 1; i <= text.Length; i++)
        {
            // Only cells near the diagonal can be within the limit.
            var first = Math.Max(1, i - limit);
            var last = Math.Min(length, i + limit);
            var diagonal = row[first - 1];
            var least = row[first - 1] = first == 1 ? i : limit + 1;
            for (var j = first; j <= last; j++)
            {
                var substituted = diagonal + (char.ToUpperInvariant(text[i - 1]) == char.ToUpperInvariant(id[start + j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j - 1], row[j]) + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > limit) return least;
        }
        return row[length];
    }
}
