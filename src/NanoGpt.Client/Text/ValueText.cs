using System.Collections;
using System.Globalization;

namespace NanoGpt;

/// <summary>Formats a value of any kind as text.</summary>
public static class ValueText
{
    /// <summary>
    /// Formats a value in the current culture, properties as <c>name: value, …</c>, and lists as <c>value, value</c>. Properties
    /// without a value are left out.
    /// </summary>
    /// <param name="value">The value; see <see cref="BoundedTree.Create"/>.</param>
    /// <param name="unwrap">Gets the value of a wrapper; see <see cref="BoundedTree.Create"/>.</param>
    public static string From(object? value, Func<object, object>? unwrap = null) => Format(BoundedTree.Create(value, unwrap));

    private static string Format(object? tree) => tree switch
    {
        null => "",
        string text => text,
        IReadOnlyDictionary<string, object?> properties => string.Join(", ", properties
            .Select(property => (Name: property.Key, Text: Format(property.Value)))
            .Where(property => property.Text.Length > 0)
            .Select(property => $"{property.Name}: {property.Text}")),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Format)),
        _ => Convert.ToString(tree, CultureInfo.CurrentCulture) ?? "",
    };
}
