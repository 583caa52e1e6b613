using System.Text.Json;
using NanoGpt.Compatibility;

namespace NanoGpt.Json;

/// <summary>The preferences as the service says and takes them.</summary>
internal static class PreferencesJson
{
    private const string Root = "modelPreferences";
    private const string VisibleMap = "visibleTextModels";
    private const string CategoryMap = "modelCategories";

    /// <exception cref="FormatException">What came are no preferences. The message says what came instead.</exception>
    public static VisibilityPreferences Read(ReadOnlyMemory<byte> body, RequestInfo? call = null)
    {
        if (!Platform.IsUtf8(body.Span)) throw new FormatException("it is not UTF-8");
        try
        {
            var start = body.Span.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
            using var json = JsonDocument.Parse(body.Slice(start));
            return Read(json.RootElement, call);
        }
        // The parser's own words quote what came.
        catch (JsonException)
        {
            throw new FormatException("it is not JSON, or not all of it");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a name in it has half a character");
        }
    }

    /// <summary>A visibility as JSON; null for none.</summary>
    public static JsonElement? ToJson(bool? visible) => visible switch { true => True, false => False, null => null };

    /// <summary>A category as JSON; null for none.</summary>
    public static JsonElement? ToJson(string? category)
    {
        if (category is null) return null;
        var json = new Utf8JsonReader(Write(writer => writer.WriteStringValue(category)));
        return JsonElement.ParseValue(ref json);
    }

    /// <summary>The text that a value is; null where it is none, or one with half a character.</summary>
    public static string? GetString(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether two values are the same, however they are spaced and escaped.</summary>
    public static bool AreEqual(JsonElement one, JsonElement other)
    {
        try
        {
            return Write(one.WriteTo).AsSpan().SequenceEqual(Write(other.WriteTo));
        }
        catch (InvalidOperationException)
        {
            // Half a character is read by nobody.
            return one.GetRawText() == other.GetRawText();
        }
    }

    /// <summary>The preferences as the service takes them. A map that is null is left out.</summary>
    public static byte[] Write(
        Dictionary<string, JsonElement>? visible, Dictionary<string, JsonElement>? categories, Dictionary<string, JsonElement> others) =>
        Write(writer =>
        {
            writer.WriteStartObject();
            WriteMap(writer, VisibleMap, visible);
            WriteMap(writer, CategoryMap, categories);
            WriteProperties(writer, others);
            writer.WriteEndObject();
        });

    private static readonly JsonElement True = JsonDocument.Parse("true").RootElement;
    private static readonly JsonElement False = JsonDocument.Parse("false").RootElement;

    private static VisibilityPreferences Read(JsonElement root, RequestInfo? call)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no object");
        var fields = ReadProperties(root, "it")!;
        if (!fields.TryGetValue(Root, out var preferences) && fields.Count > 0)
            throw new FormatException($"it has no {Root}, but {string.Join(", ", fields.Keys.Take(5))}");
        var others = ReadProperties(preferences, $"its {Root}") ?? [];
        return new VisibilityPreferences(TakeMap(others, VisibleMap), TakeMap(others, CategoryMap), others) { Request = call };
    }

    private static Dictionary<string, JsonElement>? TakeMap(Dictionary<string, JsonElement> fields, string name)
    {
        fields.TryGetValue(name, out var map);
        fields.Remove(name);
        return ReadProperties(map, $"its {name}");
    }

    /// <summary>The fields of an object. Null: it is missing or null.</summary>
    private static Dictionary<string, JsonElement>? ReadProperties(JsonElement json, string what)
    {
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        var fields = new Dictionary<string, JsonElement>();
        // Some languages write an empty map as an empty array.
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0) return fields;
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException($"{what} is no object");
        // A field that stands twice: the last one counts, as everywhere.
        foreach (var field in json.EnumerateObject()) fields[field.Name] = field.Value.Clone();
        return fields;
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, Dictionary<string, JsonElement>? map)
    {
        if (map is null) return;
        writer.WriteStartObject(name);
        WriteProperties(writer, map);
        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, Dictionary<string, JsonElement> fields)
    {
        foreach (var field in fields)
        {
            writer.WritePropertyName(field.Key);
            // As it came, for what this version can't read is in it too.
            writer.WriteRawValue(field.Value.GetRawText(), skipInputValidation: true);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) write(writer);
        return bytes.ToArray();
    }
}
