using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Converts JSON to dictionaries, arrays, and simple .NET values, which every serializer supports.</summary>
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
        var properties = new Dictionary<string, object?>();
        foreach (var property in json.EnumerateObject())
            properties[property.Name] = Convert(property.Value); // The last of several properties with the same name counts.
        return properties;
    }

    private static object ToNumber(JsonElement json)
    {
        if (json.TryGetInt64(out var integer)) return integer;
        if (json.TryGetDecimal(out var exactNumber)) return exactNumber;
        var text = json.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && !double.IsInfinity(number) ? number : text;
    }
}
