namespace NanoGpt.Comparison;

/// <summary>A list of models, by their ids.</summary>
internal sealed class Catalog
{
    private const string AdditionalPrefix = nameof(ServiceObject.AdditionalProperties) + ".";

    private readonly Dictionary<string, ModelSnapshot> models = new(StringComparer.Ordinal);
    private readonly SortedSet<string> duplicateIds = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<ModelSnapshot> list)
    {
        foreach (var model in list)
        {
            if (models.ContainsKey(model.Id)) duplicateIds.Add(model.Id);
            models[model.Id] = model;
        }
        IsDetailed = models.Values.Any(model => model.Flattened.Values.Keys.Any(name => !IsBasic(name) && !name.StartsWith(AdditionalPrefix, StringComparison.Ordinal)));
    }

    public IReadOnlyDictionary<string, ModelSnapshot> Models => models;

    /// <summary>The ids that stand in the list more than once; the last model of each counts.</summary>
    public IReadOnlyCollection<string> DuplicateIds => duplicateIds;

    /// <summary>Whether the list says of any model what only detailed lists say.</summary>
    public bool IsDetailed { get; }

    /// <summary>Whether basic lists have a property too.</summary>
    public static bool IsBasic(string property) => property is nameof(Model.Created) or nameof(Model.OwnedBy);

    /// <summary>The ids that another list does not have, in order.</summary>
    public IEnumerable<string> IdsNotIn(Catalog other) => Sorted(models.Keys.Where(id => !other.models.ContainsKey(id)));

    /// <summary>The ids that another list has too, in order.</summary>
    public IEnumerable<string> IdsAlsoIn(Catalog other) => Sorted(models.Keys.Where(other.models.ContainsKey));

    private static IEnumerable<string> Sorted(IEnumerable<string> ids) => ids.OrderBy(id => id, StringComparer.Ordinal);
}
