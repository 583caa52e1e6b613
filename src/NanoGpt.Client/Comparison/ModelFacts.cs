using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace NanoGpt.Comparison;

/// <summary>
/// What is known of a model, live or copied, by the names that a person types after the dot: <c>PromptPrice</c>,
/// <c>Capabilities.Vision</c>, <c>AdditionalProperties.knowledge_cutoff</c>.
/// </summary>
internal sealed class ModelFacts
{
    // The types themselves say what there is, so that a property added to one is compared from then on.
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    private readonly Dictionary<string, object> known = [];

    // What a copy does not have, or has only a text in place of, so that nobody knows what it was.
    private readonly HashSet<string> missing = [];

    private ModelFacts()
    {
    }

    /// <summary>The values, without those that are null.</summary>
    public IReadOnlyDictionary<string, object> Known => known;

    /// <param name="source">A <see cref="Model"/>, or a copy as <see cref="ModelSnapshot"/> takes it.</param>
    public static ModelFacts Of(object source)
    {
        var facts = new ModelFacts();
        facts.ReadProperties("", typeof(Model), source);
        facts.known.Remove(nameof(Model.Id));
        return facts;
    }

    public static PropertyInfo[] PropertiesOf(Type type) => Properties.GetOrAdd(type, static type => type.GetProperties());

    /// <summary>What the copy does not have that this name stands for, or is within. Null: it has it.</summary>
    public string? MissingPart(string name)
    {
        if (missing.Count == 0) return null;
        for (var end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
            if (missing.Contains(name.Remove(end)))
                return name.Remove(end);
        return missing.Contains(name) ? name : null;
    }

    private void ReadProperties(string prefix, Type type, object source)
    {
        var copy = source as IReadOnlyDictionary<string, object?>;
        foreach (var property in PropertiesOf(type))
        {
            object? value = null;
            if (copy is null) value = property.GetValue(source);
            else if (!copy.TryGetValue(property.Name, out value)) missing.Add(prefix + property.Name);
            if (value is not null) Read(prefix + property.Name, property.PropertyType, value);
        }
    }

    private void Read(string name, Type type, object value)
    {
        var isObject = typeof(ServiceObject).IsAssignableFrom(type);
        var fields = value as IReadOnlyDictionary<string, object?>;
        if (isObject && (value is ServiceObject || fields is not null))
            ReadProperties(name + ".", type, value);
        else if (fields is not null)
            ReadFields(name + ".", fields);
        else if (isObject || IsCollection(type) && value is string)
            missing.Add(name);
        else
            known[name] = FactValue.Of(type, value);
    }

    private void ReadFields(string prefix, IReadOnlyDictionary<string, object?> fields)
    {
        foreach (var field in fields)
            if (field.Value is { } value)
                Read(prefix + field.Key, typeof(object), value);
    }

    private static bool IsCollection(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);
}
