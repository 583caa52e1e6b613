using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>
/// Compares two lists of models: which came, which went, and what else is said of the others. What one of the lists can't
/// know, because it is a basic list or because its copies are not whole, is not taken for a change.
/// </summary>
public sealed class ModelComparison
{
    // The same two numbers stand in two places; people look for them in the first.
    private static readonly Dictionary<string, string> PriceAliases = new()
    {
        ["Pricing.Prompt"] = nameof(Model.PromptPrice),
        ["Pricing.Completion"] = nameof(Model.CompletionPrice),
    };

    // What a price is in and for where that is not said.
    private static readonly Dictionary<string, string> ImpliedValues = new()
    {
        ["Pricing.Currency"] = "USD",
        ["Pricing.Unit"] = "per_million_tokens",
    };

    private readonly Func<string, bool> includeProperty;
    private readonly bool isMixedDetail;
    private readonly SortedSet<string> notCompared = new(StringComparer.Ordinal);

    /// <summary>Compares two lists.</summary>
    /// <param name="reference">The older list. Of models with the same id the last one counts.</param>
    /// <param name="difference">The newer list. Of models with the same id the last one counts.</param>
    /// <param name="isAskedFor">
    /// Whether a property is to be compared, by its name as in <see cref="ModelChange.Property"/>; it is asked of each
    /// property that either list knows. Null: all are.
    /// </param>
    /// <exception cref="ArgumentNullException">A list is null.</exception>
    public ModelComparison(IEnumerable<ModelSnapshot> reference, IEnumerable<ModelSnapshot> difference, Func<string, bool>? isAskedFor = null)
    {
        var before = new Catalog(reference ?? throw new ArgumentNullException(nameof(reference)));
        var after = new Catalog(difference ?? throw new ArgumentNullException(nameof(difference)));
        this.includeProperty = isAskedFor ?? (_ => true);
        isMixedDetail = before.Models.Count > 0 && after.Models.Count > 0 && before.IsDetailed != after.IsDetailed;
        Changes =
        [
            .. after.IdsNotIn(before).Select(id => new ModelChange(id, ModelChangeKind.Added)),
            .. before.IdsNotIn(after).Select(id => new ModelChange(id, ModelChangeKind.Removed)),
            .. before.IdsAlsoIn(after).SelectMany(id => Compare(id, before.Models[id].Flattened, after.Models[id].Flattened)),
        ];
        (DuplicateReferenceIds, DuplicateDifferenceIds) = (before.DuplicateIds, after.DuplicateIds);
    }

    /// <summary>The properties that a comparison knows of, by their names as in <see cref="ModelChange.Property"/>.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = [.. GetNames(ModelProperty.ForModel).Where(name => name != nameof(Model.Id))];

    /// <summary>What came, then what went, then what changed, each by id, a model's prices first.</summary>
    public IReadOnlyList<ModelChange> Changes { get; }

    /// <summary>
    /// Whether one list is basic and the other detailed, so that there is something which only one of them can know.
    /// </summary>
    public bool IsLimitedToBasic { get; private set; }

    /// <summary>The properties that one of the lists has and the other lost on its way here, so that they were not compared.</summary>
    public IReadOnlyCollection<string> NotCompared => notCompared;

    /// <summary>The ids that the older list has more than once.</summary>
    public IReadOnlyCollection<string> DuplicateReferenceIds { get; }

    /// <summary>The ids that the newer list has more than once.</summary>
    public IReadOnlyCollection<string> DuplicateDifferenceIds { get; }

    private IEnumerable<ModelChange> Compare(string id, FlattenedModel before, FlattenedModel after)
    {
        List<ModelChange> changes = [];
        foreach (var fact in before.Values) Add(fact.Key, fact.Value, after[fact.Key]);
        foreach (var fact in after.Values)
            if (before[fact.Key] is null)
                Add(fact.Key, null, fact.Value);
        return changes.Where(change => !IsSaidTwice(change)).OrderBy(GetSortOrder).ThenBy(change => change.Property, StringComparer.Ordinal);

        void Add(string name, object? one, object? other)
        {
            if (includeProperty(name) && !ComparableValue.AreEqual(one, other) && !IsImplied(name, one, other) && IsComparable(name, before, after))
                changes.Add(new(id, name, one, other));
        }

        bool IsSaidTwice(ModelChange change) => PriceAliases.TryGetValue(change.Property!, out var price)
            && changes.Exists(other => other.Property == price && ComparableValue.AreEqual(other.Before, change.Before) && ComparableValue.AreEqual(other.After, change.After));
    }

    /// <summary>Whether both lists can know a property; notes it where one can't.</summary>
    private bool IsComparable(string name, FlattenedModel before, FlattenedModel after)
    {
        if (isMixedDetail && !Catalog.IsBasic(name))
        {
            IsLimitedToBasic = true;
            return false;
        }
        var missing = before.GetMissingPath(name, after) ?? after.GetMissingPath(name, before);
        if (missing is not null) notCompared.Add(missing);
        return missing is null;
    }

    private static bool IsImplied(string name, object? one, object? other) =>
        (one is null || other is null) && ImpliedValues.TryGetValue(name, out var value) && value.Equals(one ?? other);

    private static IEnumerable<string> GetNames(IEnumerable<ModelProperty> properties) =>
        properties.SelectMany(property => GetNames(property.Children ?? []).Prepend(property.FullName));

    private static int GetSortOrder(ModelChange change) => change.Property switch
    {
        nameof(Model.PromptPrice) => 0,
        nameof(Model.CompletionPrice) => 1,
        _ => 2,
    };
}
