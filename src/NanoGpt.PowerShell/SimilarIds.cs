namespace NanoGpt;

/// <summary>Finds the ids that somebody may have meant who mistyped one.</summary>
internal static class SimilarIds
{
    private const int Most = 3;

    /// <summary>The ids most like a text, the likest first; none where nothing is like it.</summary>
    public static IEnumerable<string> To(string text, IEnumerable<string> ids)
    {
        // A letter or two wrong, more in a long id; the owner may be left out.
        var tolerance = Math.Max(2, text.Length / 5);
        return ids
            .Select(id => (Id: id, Distance: Math.Min(Distance(text, id), Distance(text, LastPart(id)))))
            .Where(candidate => candidate.Distance <= tolerance)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Id)
            .Take(Most);
    }

    private static string LastPart(string id) => id.Substring(id.LastIndexOf('/') + 1);

    /// <summary>How many letters must be put in, taken out or changed to make one text of the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.Length];
    }
}
