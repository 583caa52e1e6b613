namespace NanoGpt;

/// <summary>Matches models that have all specified capabilities, and records the capabilities that no model reports.</summary>
internal sealed class CapabilityFilter(string[] names)
{
    private readonly HashSet<string> unmatched = [.. names];
    private readonly HashSet<string> known = [];

    /// <summary>Gets the specified capabilities that no model so far reports as present or absent.</summary>
    public IEnumerable<string> Unmatched => unmatched;

    /// <summary>Returns whether a model has all specified capabilities.</summary>
    public bool Matches(Model model)
    {
        if (model.Capabilities is not { } capabilities) return false;
        var hasAll = true;
        foreach (var name in names)
        {
            var has = capabilities.Has(name);
            if (has is not null) unmatched.Remove(name);
            hasAll &= has == true;
        }
        // The known names are needed only for suggestions.
        if (unmatched.Count > 0)
            foreach (var capability in capabilities.All()) known.Add(capability.Key);
        return hasAll;
    }

    /// <summary>Gets the capabilities reported so far, including short names, that are most similar to a text.</summary>
    public IEnumerable<string> GetSuggestions(string text) =>
        IdSuggestions.Find(text, known.Concat(known.Select(ModelCapabilities.ShortName)).Distinct());
}
