using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Turns JSON of any shape into plain .NET values, which every serializer and every shell can handle.</summary>
internal static class JsonToClr
{
    public static object? Convert(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Convert).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => ToNumber(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static Dictionary<string, object?> ToDictionary(JsonElement json)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var field in json.EnumerateObject())
            fields[field.Name] = Convert(field.Value); // A field that stands twice: the last one counts, as everywhere.
        return fields;
    }

    private static object ToNumber(JsonElement json)
    {
        if (json.TryGetInt64(out var whole)) return whole;
        if (json.TryGetDecimal(out var exact)) return exact;
        var text = json.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsInfinity(number) ? number : text;
    }
}
