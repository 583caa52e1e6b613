using System.Collections;
using System.Reflection;

namespace NanoGpt.Comparison;

/// <summary>
/// A property of a model or of an object within a model. Properties are found by reflection, so that a new property is
/// compared automatically.
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

    /// <summary>Gets the properties of <see cref="Model"/>.</summary>
    public static IReadOnlyList<ModelProperty> ForModel { get; } = GetProperties(typeof(Model), "");

    /// <summary>Gets the name, such as <c>Vision</c>.</summary>
    public string Name => property.Name;

    /// <summary>Gets the path, such as <c>Capabilities.Vision</c>.</summary>
    public string FullName { get; }

    /// <summary>Gets the type, or its underlying type if it is nullable.</summary>
    public Type Type { get; }

    /// <summary>Gets a value that indicates whether the type is a list or a dictionary.</summary>
    public bool IsCollection { get; }

    /// <summary>Gets the properties of the type; <see langword="null"/> if it is not a <see cref="ServiceObject"/>.</summary>
    public IReadOnlyList<ModelProperty>? Children { get; }

    /// <summary>Returns the value of the property.</summary>
    public object? GetValue(ServiceObject owner) => property.GetValue(owner);

    private static ModelProperty[] GetProperties(Type type, string prefix) =>
        [.. type.GetProperties().Select(property => new ModelProperty(property, prefix))];
}
