namespace NanoGpt;

/// <summary>Which capabilities a model must have, all of them; and which of them no model has spoken of.</summary>
internal sealed class CapabilityFilter(string[] names)
{
    private readonly HashSet<string> unheardOf = [.. names];

    /// <summary>The capabilities that no model met so far says it has, or has not.</summary>
    public IEnumerable<string> UnheardOf => unheardOf;

    /// <summary>Whether a model has them all.</summary>
    public bool Matches(Model model)
    {
        var hasAll = true;
        foreach (var name in names)
        {
            var has = model.Capabilities?.Has(name);
            if (has is not null) unheardOf.Remove(name);
            hasAll &= has == true;
        }
        return hasAll;
    }
}
