using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Matches properties by names that may contain wildcards, and records the names without a property. A name also matches all
/// nested properties.
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

    /// <summary>Gets the names that no property so far has matched.</summary>
    public IEnumerable<string> Unmatched => unmatched;

    /// <summary>Returns whether a name matches a property or one of its parents.</summary>
    public bool Matches(string property)
    {
        // There are few properties, but each is matched for every model.
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
