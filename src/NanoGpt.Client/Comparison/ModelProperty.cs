using System.Collections;
using System.Reflection;

namespace NanoGpt.Comparison;

/// <summary>
/// A property of a model or of one of its parts. The types themselves say which there are, so that one that is added is
/// compared from then on.
/// </summary>
internal sealed class ModelProperty
{
    private readonly PropertyInfo property;

    private ModelProperty(PropertyInfo property, string prefix)
    {
        this.property = property;
        FullName = prefix + property.Name;
        Type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsCollection = Type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(Type);
        if (typeof(ServiceObject).IsAssignableFrom(Type)) Children = GetProperties(Type, FullName + ".");
    }

    /// <summary>The properties of a model.</summary>
    public static IReadOnlyList<ModelProperty> ForModel { get; } = GetProperties(typeof(Model), "");

    /// <summary>The name by itself: <c>Vision</c>.</summary>
    public string Name => property.Name;

    /// <summary>The name as a person types it after the dot: <c>Capabilities.Vision</c>.</summary>
    public string FullName { get; }

    /// <summary>The type, without the possibility of null.</summary>
    public Type Type { get; }

    /// <summary>Whether it holds a list or a dictionary.</summary>
    public bool IsCollection { get; }

    /// <summary>The properties of what it holds. Null: it holds a plain value.</summary>
    public IReadOnlyList<ModelProperty>? Children { get; }

    /// <summary>The property's value in a live object.</summary>
    public object? GetValue(ServiceObject owner) => property.GetValue(owner);

    private static ModelProperty[] GetProperties(Type type, string prefix) =>
        [.. type.GetProperties().Select(property => new ModelProperty(property, prefix))];
}
