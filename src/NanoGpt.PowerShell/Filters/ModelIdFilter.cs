using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Matches ids or owners with texts that may contain wildcards. If a text is itself an id, it matches only this id, whatever
/// characters it contains; otherwise it is a pattern.
/// </summary>
internal sealed class ModelIdFilter
{
    private readonly Dictionary<string, bool> literals = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Text, WildcardPattern Pattern)> patterns = [];
    private readonly SuggestionSource seen = new();

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
    /// Gets a value that indicates whether a text contains brackets, so that only the full list shows whether it is an id or a
    /// pattern. Ids do not contain * or ?.
    /// </summary>
    public bool RequiresFullList => patterns.Any(pattern => pattern.Text.Contains('['));

    /// <summary>Gets the texts that are not patterns and have not matched an id so far.</summary>
    public IEnumerable<string> Missing =>
        literals.Where(literal => !literal.Value && !patterns.Any(pattern => pattern.Text == literal.Key)).Select(literal => literal.Key);

    /// <summary>Returns whether a text is equal to an id, ignoring case.</summary>
    public bool MatchesLiterally(string id)
    {
        if (!literals.ContainsKey(id)) return false;
        literals[id] = true;
        return true;
    }

    /// <summary>Returns whether a text matches an id, literally or as a pattern.</summary>
    public bool Matches(string id)
    {
        // Ids are kept only to suggest them for missing ids, which patterns cannot be.
        if (patterns.Count < literals.Count) seen.Add(id);
        return MatchesLiterally(id) || patterns.Any(pattern => !literals[pattern.Text] && pattern.Pattern.IsMatch(id));
    }

    /// <summary>Gets the ids seen so far that are most similar to a missing id.</summary>
    public IEnumerable<string> GetSuggestions(string text) => seen.Find(text);

    /// <returns>The pattern, or <see langword="null"/> if the text is not a valid pattern, for example an unclosed bracket.</returns>
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
