using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>
/// Formats a live object or a deserialized copy for the format file. The types file adds this object as the hidden property
/// <c>View</c>, and a format string such as <c>{0:Id}</c> selects a text. One property costs less than one for each column.
/// </summary>
/// <typeparam name="T">The type of the live object.</typeparam>
internal abstract class ObjectView<T>(PSObject source) : IFormattable where T : class
{
        /// <summary>Gets a text of the object.</summary>
    /// <param name="format">The name of the text, or <see langword="null"/> for the text of the object itself.</param>
    /// <param name="formatProvider">Not used. Texts use the current culture.</param>
    /// <returns>One line of sanitized text, or an empty string if there is none.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString() : GetText(format!) ?? "";

    /// <summary>Returns the text of the object itself.</summary>
    public override string ToString() => Display.Text(source);

    private protected abstract string? GetText(string name);

    /// <summary>Gets the value of a property. A live object is read directly, because PowerShell would compile an accessor.</summary>
    private protected object? Get(string property, Func<T, object?> read) => ObjectView.Get(source, property, read);

    /// <summary>Gets the text of a property.</summary>
    private protected string Text(string property, Func<T, object?> read) => Display.Text(Get(property, read));
}

/// <summary>Reads live objects and deserialized copies.</summary>
internal static class ObjectView
{
    /// <summary>Gets the value of a property of a live object or a deserialized copy.</summary>
    public static object? Get<T>(PSObject source, string property, Func<T, object?> read) where T : class =>
        source.BaseObject is T live ? read(live) : source.Properties[property]?.Value;

    /// <summary>Converts a value as PowerShell does. A copy may contain an enumeration as a number or a name.</summary>
    /// <returns>The converted value, or <see langword="null"/> if it is null or cannot be converted.</returns>
    public static T? ConvertTo<T>(object? value) where T : struct =>
        value is not null && LanguagePrimitives.TryConvertTo(value, out T converted) ? converted : null;

    /// <summary>Formats a Boolean value. <see langword="null"/> is empty.</summary>
    public static string YesOrNo(object? flag) => ConvertTo<bool>(flag) switch { true => "yes", false => "no", null => "" };
}
