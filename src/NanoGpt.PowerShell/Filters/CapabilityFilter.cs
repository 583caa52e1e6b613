namespace NanoGpt;

/// <summary>Which capabilities a model must have, all of them; and which of them no model has spoken of.</summary>
internal sealed class CapabilityFilter(string[] names)
{
    private readonly HashSet<string> unmatched = [.. names];
    private readonly HashSet<string> met = [];

    /// <summary>The capabilities that no model met so far says it has, or has not.</summary>
    public IEnumerable<string> Unmatched => unmatched;

    /// <summary>Whether a model has them all.</summary>
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
        // Only for what may turn out to be misspelled.
        if (unmatched.Count > 0)
            foreach (var said in capabilities.All()) met.Add(said.Key);
        return hasAll;
    }

    /// <summary>The names of capabilities met so far, also the short ones, that are most like a text.</summary>
    public IEnumerable<string> SimilarTo(string text) =>
        IdSuggestions.Find(text, met.Concat(met.Select(ModelCapabilities.ShortName)).Distinct());
}
