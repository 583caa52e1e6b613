using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>
/// The texts of an object, live or a copy, for the format file. The type file adds it to each object as the hidden property
/// <c>View</c>, and a format string such as <c>{0:Id}</c> selects a text: one property costs less than one for each column.
/// </summary>
/// <typeparam name="T">The type of the live object.</typeparam>
public abstract class ObjectView<T> : IFormattable where T : class
{
    private readonly PSObject source;

    private protected ObjectView(PSObject viewed) => this.source = viewed;

    /// <summary>Gets a text of the object.</summary>
    /// <param name="format">The name of the text. None: the text of the object itself.</param>
    /// <param name="formatProvider">Not used: texts are in the current culture.</param>
    /// <returns>One line that is safe to print. Empty if there is none.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString() : GetText(format!) ?? "";

    /// <summary>The text of the object itself.</summary>
    public override string ToString() => Display.Text(source);

    private protected abstract string? GetText(string name);

    /// <summary>Gets the value of a property. A live object is read directly: PowerShell would compile an accessor first.</summary>
    private protected object? Get(string property, Func<T, object?> read) => ObjectView.Get(source, property, read);

    /// <summary>Gets the text of a property.</summary>
    private protected string Text(string property, Func<T, object?> read) => Display.Text(Get(property, read));
}

/// <summary>Reads objects that may be copies.</summary>
internal static class ObjectView
{
    /// <summary>Gets the value of a property of a live object, or of a copy.</summary>
    public static object? Get<T>(PSObject viewed, string property, Func<T, object?> read) where T : class =>
        viewed.BaseObject is T live ? read(live) : viewed.Properties[property]?.Value;

    /// <summary>Converts a value as PowerShell does: a copy may hold an enumeration as its number or its name.</summary>
    /// <returns>The converted value. Null if the value is null or cannot be converted.</returns>
    public static T? As<T>(object? value) where T : struct =>
        value is not null && LanguagePrimitives.TryConvertTo(value, out T converted) ? converted : null;

    /// <summary>Formats a flag.</summary>
    public static string YesOrNo(object? flag) => As<bool>(flag) switch { true => "yes", false => "no", null => "" };
}
