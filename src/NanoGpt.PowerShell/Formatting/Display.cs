using System.Globalization;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Formats values for the views: one line of sanitized text, for live objects and deserialized copies.
/// </summary>
internal static class Display
{
    /// <summary>The width of an id column with a fixed width: the length of the longest id of the service.</summary>
    public const int IdWidth = 53;

    /// <summary>Formats a value of any type. An object without its own text is formatted as its properties.</summary>
    public static string Text(object? value) => TerminalSanitizer.Sanitize(value as string ?? ValueText.From(value, Unwrap));

    /// <summary>
    /// Shortens an id to <see cref="IdWidth"/>. It keeps the end, where variants of a model differ; PowerShell would keep the
    /// start.
    /// </summary>
    public static string ShortId(string id) => id.Length <= IdWidth ? id : "…" + id.Remove(0, id.Length - IdWidth + 1);

    /// <summary>
    /// Formats a count for a column of nine characters: from ten million, without group separators. A narrower column would show
    /// only the end of the number.
    /// </summary>
    public static string ShortCount(long? count) => count?.ToString(count < 10_000_000 ? "N0" : "D", CultureInfo.CurrentCulture) ?? "";

    /// <summary>Formats the names of the capabilities that a model has.</summary>
    public static string Capabilities(object? value) => string.Join(", ", GetNames(value));

    /// <summary>Formats the short names of the capabilities for a table. ParallelToolCalls is omitted, because it implies ToolCalling.</summary>
    public static string ShortCapabilities(object? value) => string.Join(" ", GetNames(value).Select(GetShortName).Where(word => word.Length > 0));

    /// <summary>Formats the directions in which an audio model converts speech.</summary>
    public static string Speech(object? capabilities)
    {
        var names = GetNames(capabilities).ToList();
        return (names.Contains(nameof(ModelCapabilities.TextToSpeech)), names.Contains(nameof(ModelCapabilities.SpeechToText))) switch
        {
            (true, true) => "both",
            (true, false) => "text to speech",
            (false, true) => "speech to text",
            _ => "",
        };
    }

    /// <summary>Formats the sizes of images: those that have a price, or else those that a request can specify.</summary>
    public static string ImageSizes(object? prices, object? parameters)
    {
        if (GetProperties(prices) is { Count: > 0 } byName) return Text(byName.Keys);
        return GetProperties(parameters) is { } values && values.TryGetValue("resolutions", out var sizes) ? Text(sizes) : "";
    }

    /// <summary>Formats a cost, with six decimals below 1,000. <see langword="null"/> is unknown.</summary>
    public static string Cost(decimal? amount) =>
        amount is { } value ? value.ToString(Math.Abs(value) < 1000 ? "N6" : "N2", CultureInfo.CurrentCulture) : "unknown";

    /// <summary>Formats a change in percent, or the kind of change if it has no percentage.</summary>
    public static string Change(ModelChangeKind change, decimal? percent) =>
        percent is { } value ? value.ToString(Math.Abs(value) < 1000 ? "+0.0;-0.0;0.0" : "+0;-0", CultureInfo.CurrentCulture) + "%" : change.ToString().ToLowerInvariant();

    /// <summary>Formats a changed property for a column. Empty if the whole model was added or removed.</summary>
    public static string Values(string? property, object? before, object? after)
    {
        if (string.IsNullOrEmpty(property)) return "";
        // The prefix is omitted to save space.
        var name = property!.Replace("Capabilities.", "").Replace("AdditionalProperties.", "");
        return $"{Text(name)} {Shorten(before)} -> {Shorten(after)}";
    }

    /// <summary>Formats the value of a changed property. <see langword="null"/> is unknown.</summary>
    public static string Value(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "unknown",
        bool flag => flag ? "yes" : "no",
        long count => count.ToString("N0", CultureInfo.CurrentCulture),
        DateTime date => FormatDate(date, "yyyy-MM-dd"),
        decimal or double => string.Format(CultureInfo.CurrentCulture, "{0:#,0.000######}", value),
        string text => $"'{Text(text)}'",
        _ => Text(value),
    };

    /// <summary>Formats a date in the Gregorian calendar, whatever the calendar of the culture. <see langword="null"/> is empty.</summary>
    public static string FormatDate(object? date, string format) => Text(string.Format(CultureInfo.InvariantCulture, $"{{0:{format}}}", date));

    private static string Shorten(object? value)
    {
        const int maxLength = 24;
        var text = Value(value);
        return text.Length <= maxLength ? text : text.Remove(maxLength) + "…";
    }

    private static object Unwrap(object value) => value is PSObject { BaseObject: PSCustomObject } copy && IsDeserialized(copy)
        ? Convert.ToString(copy, CultureInfo.CurrentCulture) ?? ""
        : PipelineValue.Unwrap(value);

    /// <summary>Returns whether an object is a deserialized copy, which keeps the text of the original.</summary>
    private static bool IsDeserialized(PSObject copy) => copy.TypeNames.Any(name => name.StartsWith("Deserialized.", StringComparison.Ordinal));

    private static IReadOnlyDictionary<string, object?>? GetProperties(object? value) => BoundedTree.Create(value, Unwrap) as IReadOnlyDictionary<string, object?>;

    private static IEnumerable<string> GetNames(object? capabilities) =>
        GetProperties(capabilities) is { } fields
            ? GetNames(fields)
            : Text(capabilities).Split([", "], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> GetNames(IReadOnlyDictionary<string, object?> fields) => fields.SelectMany(field =>
        field.Value is IReadOnlyDictionary<string, object?> others ? GetNames(others) : field.Value is true ? [Text(field.Key)] : []);

    private static string GetShortName(string capability) =>
        capability == nameof(ModelCapabilities.ParallelToolCalls) ? "" : ModelCapabilities.ShortName(capability);
}
