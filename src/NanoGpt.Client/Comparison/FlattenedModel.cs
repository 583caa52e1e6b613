namespace NanoGpt.Comparison;

/// <summary>
/// What is known of a model, live or copied, by the names that a person types after the dot: <c>PromptPrice</c>,
/// <c>Capabilities.Vision</c>, <c>AdditionalProperties.knowledge_cutoff</c>.
/// </summary>
internal sealed class FlattenedModel
{
    private readonly Dictionary<string, object> values = [];

    // What a copy does not have, or has only a text in place of, so that nobody knows what it was.
    private readonly HashSet<string> missing = [];

    // Whether it is a copy from a CSV file, or looks like one.
    private readonly bool hasOnlyText;

    /// <param name="source">A <see cref="Model"/>, or a copy as <see cref="ModelSnapshot"/> takes it.</param>
    public FlattenedModel(object source)
    {
        hasOnlyText = source is IReadOnlyDictionary<string, object?> copy && copy.Values.All(value => value is null or string);
        Add(ModelProperty.ForModel, source);
        values.Remove(nameof(Model.Id));
    }

    /// <summary>The values, without those that are null.</summary>
    public IReadOnlyDictionary<string, object> Values => values;

    /// <summary>A value by its name; null where it is not known.</summary>
    public object? this[string name] => values.TryGetValue(name, out var value) ? value : null;

    /// <summary>What the copy does not have that this name stands for, or is within. Null: it has it.</summary>
    /// <param name="name">The name of a property that differs.</param>
    /// <param name="other">What the other list says of the model: in a text-only copy, text stands for fields too.</param>
    public string? GetMissingPath(string name, FlattenedModel other)
    {
        for (var end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
            if (IsMissing(name.Remove(end), other))
                return name.Remove(end);
        return IsMissing(name, other) ? name : null;
    }

    private bool IsMissing(string name, FlattenedModel other) =>
        missing.Contains(name) || hasOnlyText && values.ContainsKey(name) && other.values.Keys.Any(inner => inner.StartsWith(name + ".", StringComparison.Ordinal));

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
        if (value is IReadOnlyDictionary<string, object?> or ServiceObject && property.Children is { } parts)
            Add(parts, value);
        else if (property.Children is not null || property.IsCollection && value is string)
            missing.Add(property.FullName);
        // An empty text says as little as null, which it stands for in a CSV file.
        else if (value is not string { Length: 0 })
            Add(property.FullName, property.Type, value);
    }

    private void Add(string name, Type type, object value)
    {
        if (value is not IReadOnlyDictionary<string, object?> fields)
        {
            if (ComparableValue.From(type, value) is { } fact) values[name] = fact;
            else missing.Add(name);
            return;
        }
        foreach (var field in fields)
            if (field.Value is { } inner)
                Add($"{name}.{field.Key}", typeof(object), inner);
    }
}
