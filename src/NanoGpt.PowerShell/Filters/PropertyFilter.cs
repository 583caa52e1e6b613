using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Which properties somebody named, with wildcards or without; a name stands for all within it too. And which of the names
/// are no property's.
/// </summary>
internal sealed class PropertyFilter
{
    private readonly List<(string Text, WildcardPattern Pattern)> patterns;
    private readonly HashSet<string> unmatched;
    private readonly Dictionary<string, bool> results = [];

    public PropertyFilter(string[] names)
    {
        patterns = [.. names.Select(name => (name, NamePattern.Create(name)))];
        unmatched = [.. names];
        foreach (var name in ModelComparison.PropertyNames) Matches(name);
    }

    /// <summary>The names that no property met so far has.</summary>
    public IEnumerable<string> Unmatched => unmatched;

    /// <summary>Whether a property is one of those named.</summary>
    public bool Matches(string property)
    {
        // Each is asked of every model, and there are few.
        if (results.TryGetValue(property, out var matches)) return matches;
        foreach (var (text, pattern) in patterns)
        {
            if (!WithParents(property).Any(pattern.IsMatch)) continue;
            unmatched.Remove(text);
            matches = true;
        }
        return results[property] = matches;
    }

    private static IEnumerable<string> WithParents(string property)
    {
        yield return property;
        for (var end = property.IndexOf('.'); end >= 0; end = property.IndexOf('.', end + 1))
            yield return property.Remove(end);
    }
}
