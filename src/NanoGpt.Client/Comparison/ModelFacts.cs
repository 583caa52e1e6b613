namespace NanoGpt.Comparison;

/// <summary>
/// What is known of a model, live or copied, by the names that a person types after the dot: <c>PromptPrice</c>,
/// <c>Capabilities.Vision</c>, <c>AdditionalProperties.knowledge_cutoff</c>.
/// </summary>
internal sealed class ModelFacts
{
    private readonly Dictionary<string, object> known = [];

    // What a copy does not have, or has only a text in place of, so that nobody knows what it was.
    private readonly HashSet<string> missing = [];

    /// <param name="source">A <see cref="Model"/>, or a copy as <see cref="ModelSnapshot"/> takes it.</param>
    public ModelFacts(object source)
    {
        Read(ModelProperty.OfModel, source);
        known.Remove(nameof(Model.Id));
    }

    /// <summary>The values, without those that are null.</summary>
    public IReadOnlyDictionary<string, object> Known => known;

    /// <summary>A value by its name; null where it is not known.</summary>
    public object? this[string name] => known.TryGetValue(name, out var value) ? value : null;

    /// <summary>What the copy does not have that this name stands for, or is within. Null: it has it.</summary>
    public string? MissingPart(string name)
    {
        if (missing.Count == 0) return null;
        for (var end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
            if (missing.Contains(name.Remove(end)))
                return name.Remove(end);
        return missing.Contains(name) ? name : null;
    }

    private void Read(IReadOnlyList<ModelProperty> properties, object source)
    {
        var copy = source as IReadOnlyDictionary<string, object?>;
        foreach (var property in properties)
        {
            object? value = null;
            if (copy is null) value = property.ValueIn((ServiceObject)source);
            else if (!copy.TryGetValue(property.Name, out value)) missing.Add(property.FullName);
            if (value is not null) Read(property, value);
        }
    }

    private void Read(ModelProperty property, object value)
    {
        if (value is IReadOnlyDictionary<string, object?> or ServiceObject && property.Parts is { } parts)
            Read(parts, value);
        else if (property.Parts is not null || property.IsCollection && value is string)
            missing.Add(property.FullName);
        else
            Read(property.FullName, property.Type, value);
    }

    private void Read(string name, Type type, object value)
    {
        if (value is not IReadOnlyDictionary<string, object?> fields)
        {
            known[name] = FactValue.Of(type, value);
            return;
        }
        foreach (var field in fields)
            if (field.Value is { } inner)
                Read($"{name}.{field.Key}", typeof(object), inner);
    }
}
