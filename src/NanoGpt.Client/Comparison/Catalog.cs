namespace NanoGpt.Comparison;

/// <summary>A model list, indexed by id.</summary>
internal sealed class Catalog
{
    private const string AdditionalPrefix = nameof(ServiceObject.AdditionalProperties) + ".";

    private readonly Dictionary<string, ModelSnapshot> models = new(StringComparer.Ordinal);
    private readonly SortedSet<string> duplicateIds = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<ModelSnapshot> snapshots)
    {
        foreach (var model in snapshots)
        {
            if (models.ContainsKey(model.Id)) duplicateIds.Add(model.Id);
            models[model.Id] = model;
        }
        IsDetailed = models.Values.Any(model => model.Flattened.Values.Keys.Any(
            name => !IsBasic(name) && !name.StartsWith(AdditionalPrefix, StringComparison.Ordinal)));
    }

    public IReadOnlyDictionary<string, ModelSnapshot> Models => models;

    /// <summary>Gets the ids that occur more than once. The last model with an id is used.</summary>
    public IReadOnlyCollection<string> DuplicateIds => duplicateIds;

    /// <summary>Gets a value that indicates whether any model has a property that only detailed lists contain.</summary>
    public bool IsDetailed { get; }

    /// <summary>Determines whether basic lists contain a property.</summary>
    public static bool IsBasic(string property) => property is nameof(Model.Created) or nameof(Model.OwnedBy);

    /// <summary>Returns the ids that another catalog does not contain, in ordinal order.</summary>
    public IEnumerable<string> IdsNotIn(Catalog other) => Sort(models.Keys.Where(id => !other.models.ContainsKey(id)));

    /// <summary>Returns the ids that both catalogs contain, in ordinal order.</summary>
    public IEnumerable<string> IdsAlsoIn(Catalog other) => Sort(models.Keys.Where(other.models.ContainsKey));

    private static IEnumerable<string> Sort(IEnumerable<string> ids) => ids.OrderBy(id => id, StringComparer.Ordinal);
}
