using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>
/// Compares two model lists and finds added and removed models and changed properties. A property that one of the lists
/// lacks, because the list is basic or its copies are incomplete, does not count as changed.
/// </summary>
public sealed class ModelComparison
{
    // The values that a missing currency or unit implies.
    private static readonly Dictionary<string, string> ImpliedValues = new()
    {
        ["Pricing.Currency"] = "USD",
        ["Pricing.Unit"] = "per_million_tokens",
    };

    private readonly Func<string, bool> includeProperty;
    private readonly bool isMixedDetail;
    private readonly SortedSet<string> notCompared = new(StringComparer.Ordinal);

    /// <summary>Compares two lists.</summary>
    /// <param name="reference">The older list. If several models have the same id, the last one is used.</param>
    /// <param name="difference">The newer list. If several models have the same id, the last one is used.</param>
    /// <param name="includeProperty">
    /// Determines whether to compare a property, given its path as in <see cref="ModelChange.Property"/>. Called for each
    /// property with a value in either list. <see langword="null"/> to compare all properties.
    /// </param>
    /// <param name="kinds">
    /// The kinds of changes to find. Properties are compared only for <see cref="ModelChangeKind.Changed"/>.
    /// <see langword="null"/> to find all kinds.
    /// </param>
    /// <exception cref="ArgumentNullException">A list is <see langword="null"/>.</exception>
    public ModelComparison(
        IEnumerable<ModelSnapshot> reference, IEnumerable<ModelSnapshot> difference, Func<string, bool>? includeProperty = null,
        IReadOnlyCollection<ModelChangeKind>? kinds = null)
    {
        var before = new Catalog(reference ?? throw new ArgumentNullException(nameof(reference)));
        var after = new Catalog(difference ?? throw new ArgumentNullException(nameof(difference)));
        this.includeProperty = includeProperty ?? (_ => true);
        isMixedDetail = before.Models.Count > 0 && after.Models.Count > 0 && before.IsDetailed != after.IsDetailed;
        Changes =
        [
            .. Find(ModelChangeKind.Added, () => after.ModelsNotIn(before).Select(model => new ModelChange(model.Id, ModelChangeKind.Added))),
            .. Find(ModelChangeKind.Removed, () => before.ModelsNotIn(after).Select(model => new ModelChange(model.Id, ModelChangeKind.Removed))),
            .. Find(ModelChangeKind.Changed, () => before.ModelsAlsoIn(after).SelectMany(model => Compare(model.Id, before.Models[model].Flattened, after.Models[model].Flattened))),
        ];
        (DuplicateReferenceIds, DuplicateDifferenceIds) = (before.DuplicateIds, after.DuplicateIds);

        IEnumerable<ModelChange> Find(ModelChangeKind kind, Func<IEnumerable<ModelChange>> find) => kinds?.Contains(kind) == false ? [] : find();
    }

    /// <summary>Gets the paths of the declared properties of models, as in <see cref="ModelChange.Property"/>.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = [.. GetNames(ModelProperty.ForModel).Where(name => name is not (nameof(Model.Id) or nameof(Model.Type)))];

    /// <summary>
    /// Gets the added, then the removed, then the changed models, each sorted by id, and the prices of a model before its
    /// other properties.
    /// </summary>
    public IReadOnlyList<ModelChange> Changes { get; }

    /// <summary>
    /// Gets a value that indicates whether one list is basic and the other detailed, so that properties that only one of
    /// them contains were not compared.
    /// </summary>
    public bool IsLimitedToBasic { get; private set; }

    /// <summary>
    /// Gets the properties that were not compared because the copies in one list lack them or have only text.
    /// </summary>
    public IReadOnlyCollection<string> NotCompared => notCompared;

    /// <summary>Gets the ids that occur more than once in the older list.</summary>
    public IReadOnlyCollection<string> DuplicateReferenceIds { get; }

    /// <summary>Gets the ids that occur more than once in the newer list.</summary>
    public IReadOnlyCollection<string> DuplicateDifferenceIds { get; }

    private IEnumerable<ModelChange> Compare(string id, FlattenedModel before, FlattenedModel after)
    {
        List<ModelChange> changes = [];
        foreach (var pair in before.Values) Add(pair.Key, pair.Value, after[pair.Key]);
        foreach (var pair in after.Values)
            if (before[pair.Key] is null)
                Add(pair.Key, null, pair.Value);
        return changes.Where(change => !IsDuplicate(change)).OrderBy(GetSortOrder).ThenBy(change => change.Property, StringComparer.Ordinal);

        void Add(string name, object? oldValue, object? newValue)
        {
            if (includeProperty(name) && !ComparableValue.AreEqual(oldValue, newValue) && !IsImplied(name, oldValue, newValue) && IsComparable(name, before, after))
                changes.Add(new(id, name, oldValue, newValue));
        }

        bool IsDuplicate(ModelChange change) => GetPriceAlias(change.Property!) is { } price
            && changes.Exists(other => other.Property == price && ComparableValue.AreEqual(other.Before, change.Before) && ComparableValue.AreEqual(other.After, change.After));
    }

    /// <summary>
    /// Gets the property that repeats a price, and under whose name users look for a change; <see langword="null"/> for other
    /// properties.
    /// </summary>
    private static string? GetPriceAlias(string name) => name switch
    {
        "Pricing.Prompt" or "Pricing.PerMillionTokens" => nameof(Model.PromptPrice),
        "Pricing.Completion" => nameof(Model.CompletionPrice),
        _ when name.StartsWith("Pricing.PerImage.", StringComparison.Ordinal) => nameof(Model.LowestImagePrice),
        _ => null,
    };

    /// <summary>Determines whether both lists can contain a property, and records it if not.</summary>
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

    private static bool IsImplied(string name, object? before, object? after) =>
        (before is null || after is null) && ImpliedValues.TryGetValue(name, out var value) && value.Equals(before ?? after);

    private static IEnumerable<string> GetNames(IEnumerable<ModelProperty> properties) =>
        properties.SelectMany(property => GetNames(property.Children ?? []).Prepend(property.FullName));

    private static int GetSortOrder(ModelChange change) => change.Property switch
    {
        nameof(Model.PromptPrice) => 0,
        nameof(Model.CompletionPrice) => 1,
        nameof(Model.LowestImagePrice) => 2,
        _ => 3,
    };
}
