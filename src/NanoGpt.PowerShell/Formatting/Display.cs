using System.Globalization;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// What the views show of a value: one line of text, harmless whatever the service said, for live objects and for copies
/// alike.
/// </summary>
internal static class Display
{
    /// <summary>The width of an id column whose width is fixed: that of the longest id of the service.</summary>
    public const int IdWidth = 53;

    /// <summary>A value of any kind; of an object without a text of its own, each field with its name.</summary>
    public static string Text(object? value) => TerminalSanitizer.Sanitize(value as string ?? ValueText.From(value, Unwrap));

    /// <summary>
    /// An id that fits a column of <see cref="IdWidth"/>. Of a longer one it keeps the end, where variants of a model differ;
    /// PowerShell would keep the start.
    /// </summary>
    public static string ShortId(string id) => id.Length <= IdWidth ? id : "…" + id.Remove(0, id.Length - IdWidth + 1);

    /// <summary>
    /// A count that fits a column of nine characters: from ten million on, it has no group separators. A column that is too
    /// narrow would show the end of the number only.
    /// </summary>
    public static string ShortCount(long? count) => count?.ToString(count < 10_000_000 ? "N0" : "D", CultureInfo.CurrentCulture) ?? "";

    /// <summary>The names of the capabilities that a model has.</summary>
    public static string Capabilities(object? value) => string.Join(", ", GetNames(value));

    /// <summary>The same in short words, because little of a table is left for them; what calls several tools calls tools.</summary>
    public static string ShortCapabilities(object? value) => string.Join(" ", GetNames(value).Select(Short).Where(word => word.Length > 0));

    /// <summary>An amount of money, to the millionth where it is small; null is not known.</summary>
    public static string Cost(decimal? amount) =>
        amount is { } known ? known.ToString(Math.Abs(known) < 1000 ? "N6" : "N2", CultureInfo.CurrentCulture) : "unknown";

    /// <summary>By how much something grew, or else what became of it.</summary>
    public static string Change(ModelChangeKind change, decimal? percent) =>
        percent is { } known ? known.ToString(Math.Abs(known) < 1000 ? "+0.0;-0.0;0.0" : "+0;-0", CultureInfo.CurrentCulture) + "%" : change.ToString().ToLowerInvariant();

    /// <summary>What changed, in so few words that they fit a column. Nothing, where the model as a whole came or went.</summary>
    public static string Values(string? property, object? before, object? after)
    {
        if (string.IsNullOrEmpty(property)) return "";
        // What stands before the property's own name goes without saying.
        var name = property!.Replace("Capabilities.", "").Replace("AdditionalProperties.", "");
        return $"{Text(name)} {Shorten(before)} -> {Shorten(after)}";
    }

    /// <summary>A value that may have changed; null is not known.</summary>
    public static string Value(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "unknown",
        bool isSo => isSo ? "yes" : "no",
        long count => count.ToString("N0", CultureInfo.CurrentCulture),
        DateTime moment => FormatDate(moment, "yyyy-MM-dd"),
        decimal or double => string.Format(CultureInfo.CurrentCulture, "{0:#,0.000######}", value),
        string text => $"'{Text(text)}'",
        _ => Text(value),
    };

    /// <summary>A date, or nothing for null; in the calendar that such a text is in, whichever the user's is.</summary>
    public static string FormatDate(object? moment, string format) => Text(string.Format(CultureInfo.InvariantCulture, $"{{0:{format}}}", moment));

    private static string Shorten(object? value)
    {
        const int longest = 24;
        var text = Value(value);
        return text.Length <= longest ? text : text.Remove(longest) + "…";
    }

    private static object Unwrap(object value) => value is PSObject { BaseObject: PSCustomObject } copy && IsDeserialized(copy)
        ? Convert.ToString(copy, CultureInfo.CurrentCulture) ?? ""
        : PipelineValue.Unwrap(value);

    /// <summary>Whether an object is a copy that PowerShell has made, which keeps the text of the original.</summary>
    private static bool IsDeserialized(PSObject copy) => copy.TypeNames.Any(name => name.StartsWith("Deserialized.", StringComparison.Ordinal));

    private static IEnumerable<string> GetNames(object? capabilities) =>
        BoundedTree.Create(capabilities, Unwrap) is IReadOnlyDictionary<string, object?> fields
            ? GetNames(fields)
            : Text(capabilities).Split([", "], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> GetNames(IReadOnlyDictionary<string, object?> fields) => fields.SelectMany(field =>
        field.Value is IReadOnlyDictionary<string, object?> others ? GetNames(others) : field.Value is true ? [Text(field.Key)] : []);

    private static string Short(string capability) =>
        capability == nameof(ModelCapabilities.ParallelToolCalls) ? "" : ModelCapabilities.ShortName(capability);
}
