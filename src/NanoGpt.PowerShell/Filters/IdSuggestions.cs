namespace NanoGpt;

/// <summary>Finds the ids that somebody may have meant who mistyped one.</summary>
internal static class IdSuggestions
{
    /// <summary>The length of the longest text and the longest id that are compared. Real ids are much shorter.</summary>
    public const int MaxLength = 128;

    private const int MaxCount = 3;

    /// <summary>The ids most like a text, the likest first; none where nothing is like it.</summary>
    public static IEnumerable<string> Find(string text, IEnumerable<string> ids)
    {
        if (text.Length > MaxLength) return [];
        // A letter or two wrong, more in a long id; the owner may be left out.
        var tolerance = Math.Max(2, text.Length / 5);
        return ids
            .Where(id => id.Length <= MaxLength)
            .Select(id => (Id: id, Distance: GetDistance(text, id, tolerance)))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Id)
            .Take(MaxCount);
    }

    /// <summary>The distance of a text from an id, or from its part behind the owner if that is nearer.</summary>
    private static int GetDistance(string text, string id, int limit)
    {
        var whole = GetDistance(text, id, start: 0, limit);
        var afterOwner = id.LastIndexOf('/') + 1;
        return afterOwner == 0 ? whole : Math.Min(whole, GetDistance(text, id, afterOwner, limit));
    }

    /// <summary>How many letters must be put in, taken out or changed to make one text of the other (Levenshtein).</summary>
    /// <returns>A number above the limit when there are more than that.</returns>
    private static int GetDistance(string text, string id, int start, int limit)
    {
        var length = id.Length - start;
        if (Math.Abs(text.Length - length) > limit) return limit + 1;
        Span<int> row = stackalloc int[length + 1];
        for (var j = 0; j <= length; j++) row[j] = j;
        for (var i = 1; i <= text.Length; i++)
        {
            // Only near the diagonal can a distance be within the limit.
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
