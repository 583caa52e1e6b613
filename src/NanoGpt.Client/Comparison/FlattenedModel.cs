namespace NanoGpt.Comparison;

/// <summary>
/// The values of a model or of a deserialized copy, by property path: <c>PromptPrice</c>, <c>Capabilities.Vision</c>,
/// <c>AdditionalProperties.knowledge_cutoff</c>.
/// </summary>
internal sealed class FlattenedModel
{
    private readonly Dictionary<string, object> values = [];

    // Properties that a copy lacks, or has only as text from which the original value cannot be recovered.
    private readonly HashSet<string> missing = [];

    // True for a copy from a CSV file.
    private readonly bool isTextOnly;

    /// <param name="source">A <see cref="Model"/>, or a copy that <see cref="ModelSnapshot"/> accepts.</param>
    public FlattenedModel(object source)
    {
        isTextOnly = source is IReadOnlyDictionary<string, object?> copy && copy.Values.All(value => value is null or string);
        Add(ModelProperty.ForModel, source);
        // A model is identified by these.
        values.Remove(nameof(Model.Id));
        values.Remove(nameof(Model.Type));
    }

    /// <summary>Gets the values that are not <see langword="null"/>.</summary>
    public IReadOnlyDictionary<string, object> Values => values;

    /// <summary>Gets a value by its property path; <see langword="null"/> if it is unknown.</summary>
    public object? this[string name] => values.TryGetValue(name, out var value) ? value : null;

    /// <summary>Returns the path of a property, or of one that contains it, if the copy lacks it.</summary>
    /// <param name="name">The path of a property that differs.</param>
    /// <param name="other">The same model in the other list. In a text-only copy, text can replace an object.</param>
    /// <returns><see langword="null"/> if the copy has the property.</returns>
    public string? GetMissingPath(string name, FlattenedModel other)
    {
        for (var end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
            if (IsMissing(name.Remove(end), other))
                return name.Remove(end);
        return IsMissing(name, other) ? name : null;
    }

    private bool IsMissing(string name, FlattenedModel other) =>
        missing.Contains(name)
        || isTextOnly && values.ContainsKey(name) && other.values.Keys.Any(inner => inner.StartsWith(name + ".", StringComparison.Ordinal));

    private void Add(IReadOnlyList<ModelProperty> properties, object source)
    {
        var copy = source as IReadOnlyDictionary<string, object?>;
        foreach (var property in properties)
        {
            object? value = null;
            if (copy is null) value = property.GetValue((ServiceObject)source);
            else if (!copy.TryGetValue(property.Name, out value)) missing.Add(property.FullName);
            if (value is not null) Add(property, value);
        }
    }

    private void Add(ModelProperty property, object value)
    {
        if (value is IReadOnlyDictionary<string, object?> or ServiceObject && property.Children is { } children)
            Add(children, value);
        else if (property.Children is not null || property.IsCollection && value is string)
            missing.Add(property.FullName);
        // A CSV file contains an empty text for null.
        else if (value is not string { Length: 0 })
            Add(property.FullName, property.Type, value);
    }

    private void Add(string name, Type type, object value)
    {
        if (value is PriceDictionary prices) value = prices.ToDictionary(price => price.Key, price => (object?)price.Value);
        if (value is not IReadOnlyDictionary<string, object?> map)
        {
            if (ComparableValue.From(type, value) is { } comparable) values[name] = comparable;
            else missing.Add(name);
            return;
        }
        foreach (var pair in map)
            if (pair.Value is { } inner)
                Add($"{name}.{pair.Key}", typeof(object), inner);
    }
}
