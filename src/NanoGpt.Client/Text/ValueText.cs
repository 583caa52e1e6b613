using System.Collections;
using System.Globalization;

namespace NanoGpt;

/// <summary>Formats a value of any kind as text.</summary>
public static class ValueText
{
    /// <summary>
    /// The text of a plain value in the current culture, <c>name: value, …</c> for fields, and <c>value, value</c> for a
    /// list. Fields without a value are left out.
    /// </summary>
    /// <param name="value">The value, as <see cref="BoundedTree.Create"/> takes it.</param>
    /// <param name="unwrap">Gives the value that a wrapper stands for; see <see cref="BoundedTree.Create"/>.</param>
    public static string From(object? value, Func<object, object>? unwrap = null) => Format(BoundedTree.Create(value, unwrap));

    private static string Format(object? tree) => tree switch
    {
        null => "",
        string text => text,
        IReadOnlyDictionary<string, object?> fields => string.Join(", ", fields
            .Select(field => (Name: field.Key, Text: Format(field.Value)))
            .Where(field => field.Text.Length > 0)
            .Select(field => $"{field.Name}: {field.Text}")),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Format)),
        _ => Convert.ToString(tree, CultureInfo.CurrentCulture) ?? "",
    };
}
