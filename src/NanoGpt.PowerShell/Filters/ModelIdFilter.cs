using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Which ids, or owners, somebody asked for. A text is an id first and a pattern second: an id is found by its literal text, whatever
/// characters it has, and what only its pattern would match is then left alone.
/// </summary>
internal sealed class ModelIdFilter
{
    // To compare each of thousands of missing ids with each of thousands of models would take minutes.
    private const int MaxComparisons = 200_000;

    private readonly Dictionary<string, bool> literals = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Text, WildcardPattern Pattern)> patterns = [];
    private readonly HashSet<string> seen = [];
    private long comparisons;

    public ModelIdFilter(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (literals.ContainsKey(text)) continue;
            literals.Add(text, false);
            if (CreatePattern(text) is { } pattern) patterns.Add((text, pattern));
        }
    }

    /// <summary>
    /// Whether a text has brackets, so that only the whole list tells if it is an id or a pattern.
    /// No id has a * or a ?.
    /// </summary>
    public bool RequiresFullList => patterns.Any(pattern => pattern.Text.Contains('['));

    /// <summary>The texts that are no patterns and have not been met as ids.</summary>
    public IEnumerable<string> Missing =>
        literals.Where(literal => !literal.Value && !patterns.Any(pattern => pattern.Text == literal.Key)).Select(literal => literal.Key);

    /// <summary>Whether a text is this id, letter by letter but for the case.</summary>
    public bool MatchesLiterally(string id)
    {
        if (!literals.ContainsKey(id)) return false;
        literals[id] = true;
        return true;
    }

    /// <summary>Whether a text matches this id, one way or the other.</summary>
    public bool Matches(string id)
    {
        // Only for what may turn out to be missing; patterns alone need no memory of a long list.
        if (patterns.Count < literals.Count && seen.Count < MaxComparisons && id.Length <= IdSuggestions.MaxLength) seen.Add(id);
        return MatchesLiterally(id) || patterns.Any(pattern => !literals[pattern.Text] && pattern.Pattern.IsMatch(id));
    }

    /// <summary>
    /// The ids met so far that are most like a text which is none of them. Of many texts, only the first are compared.
    /// </summary>
    public IEnumerable<string> GetSuggestions(string text)
    {
        comparisons += seen.Count;
        return comparisons <= MaxComparisons ? IdSuggestions.Find(text, seen) : [];
    }

    /// <returns>Null for a text that is no pattern, such as one with a bracket that nothing closes.</returns>
    private static WildcardPattern? CreatePattern(string text)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(text)) return null;
        try
        {
            var pattern = NamePattern.Create(text);
            _ = pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }
}
