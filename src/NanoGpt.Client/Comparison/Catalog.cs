namespace NanoGpt.Comparison;

/// <summary>A model list, indexed by type and id.</summary>
internal sealed class Catalog
{
    private const string AdditionalPrefix = nameof(ServiceObject.AdditionalProperties) + ".";

    private readonly Dictionary<(ModelType Type, string Id), ModelSnapshot> models = [];
    private readonly SortedSet<string> duplicateIds = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<ModelSnapshot> snapshots)
    {
        foreach (var model in snapshots)
        {
            if (models.ContainsKey((model.Type, model.Id))) duplicateIds.Add(model.Id);
            models[(model.Type, model.Id)] = model;
        }
        IsDetailed = models.Values.Any(model => model.Flattened.Values.Keys.Any(
            name => !IsBasic(name) && !name.StartsWith(AdditionalPrefix, StringComparison.Ordinal)));
    }

    public IReadOnlyDictionary<(ModelType Type, string Id), ModelSnapshot> Models => models;

    /// <summary>Gets the ids that occur more than once. The last model with an id is used.</summary>
    public IReadOnlyCollection<string> DuplicateIds => duplicateIds;

    /// <summary>Gets a value that indicates whether any model has a property that only detailed lists contain.</summary>
    public bool IsDetailed { get; }

    /// <summary>Determines whether basic lists contain a property.</summary>
    public static bool IsBasic(string property) => property is nameof(Model.Created) or nameof(Model.OwnedBy);

    /// <summary>Returns the models that another catalog does not contain, by id in ordinal order.</summary>
    public IEnumerable<(ModelType Type, string Id)> ModelsNotIn(Catalog other) => Sort(models.Keys.Where(model => !other.models.ContainsKey(model)));

    /// <summary>Returns the models that both catalogs contain, by id in ordinal order.</summary>
    public IEnumerable<(ModelType Type, string Id)> ModelsAlsoIn(Catalog other) => Sort(models.Keys.Where(other.models.ContainsKey));

    private static IEnumerable<(ModelType Type, string Id)> Sort(IEnumerable<(ModelType Type, string Id)> models) =>
        models.OrderBy(model => model.Id, StringComparer.Ordinal).ThenBy(model => model.Type);
}
