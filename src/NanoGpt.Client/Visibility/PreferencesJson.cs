using System.Text.Json;
using NanoGpt.Compatibility;

namespace NanoGpt.Json;

/// <summary>Reads and writes the JSON of visibility preferences in requests and responses.</summary>
internal static class PreferencesJson
{
    /// <summary>The property that maps ids to visibility, also in a <see cref="VisibilityFile"/>.</summary>
    public const string VisibleMap = "visibleTextModels";

    /// <summary>The property that maps ids to categories, also in a <see cref="VisibilityFile"/>.</summary>
    public const string CategoryMap = "modelCategories";

    private const string Root = "modelPreferences";

    /// <summary>Reads the body of a response.</summary>
    /// <exception cref="FormatException">The body contains no preferences. The message is a clause with the reason.</exception>
    public static VisibilityPreferences Read(ReadOnlyMemory<byte> body, RequestInfo? request = null)
    {
        if (!Platform.IsUtf8(body.Span)) throw new FormatException("it is not valid UTF-8");
        try
        {
            using var json = JsonDocument.Parse(body.Slice(ByteOrderMark.GetUtf8Length(body.Span)));
            // The properties share one copy of the document.
            return Read(json.RootElement.Clone(), request);
        }
        // The parser's message quotes the body.
        catch (JsonException)
        {
            throw new FormatException("it is invalid or incomplete JSON");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a property name contains an unpaired surrogate");
        }
    }

    /// <summary>Converts a visibility to JSON; <see langword="null"/> for none.</summary>
    public static JsonElement? ToJson(bool? visible) => visible switch { true => True, false => False, null => null };

    /// <summary>Converts a category to JSON; <see langword="null"/> for none.</summary>
    public static JsonElement? ToJson(string? category)
    {
        if (category is null) return null;
        var json = new Utf8JsonReader(Write(writer => writer.WriteStringValue(category)));
        return JsonElement.ParseValue(ref json);
    }

    /// <summary>
    /// Returns the text of a value; <see langword="null"/> if it is not text or contains an unpaired surrogate.
    /// </summary>
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

    /// <summary>Determines whether two values are equal, regardless of white space and escape sequences.</summary>
    public static bool AreEqual(JsonElement first, JsonElement second)
    {
        try
        {
            return Write(first.WriteTo).AsSpan().SequenceEqual(Write(second.WriteTo));
        }
        catch (InvalidOperationException)
        {
            // Text with an unpaired surrogate cannot be decoded.
            return first.GetRawText() == second.GetRawText();
        }
    }

    /// <summary>Writes the body of a request. Omits a map that is <see langword="null"/>.</summary>
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

    private static VisibilityPreferences Read(JsonElement root, RequestInfo? request)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is not a JSON object");
        var properties = ReadProperties(root, "it")!;
        if (!properties.TryGetValue(Root, out var preferences) && properties.Count > 0)
            throw new FormatException($"it has no property {Root}, only {string.Join(", ", properties.Keys.Take(5))}");
        var others = ReadProperties(preferences, Root) ?? [];
        return new VisibilityPreferences(RemoveMap(others, VisibleMap), RemoveMap(others, CategoryMap), others) { Request = request };
    }

    private static Dictionary<string, JsonElement>? RemoveMap(Dictionary<string, JsonElement> properties, string name)
    {
        properties.TryGetValue(name, out var map);
        properties.Remove(name);
        return ReadProperties(map, name);
    }

    /// <summary>Returns the properties of an object; <see langword="null"/> if it is missing or null.</summary>
    private static Dictionary<string, JsonElement>? ReadProperties(JsonElement json, string name)
    {
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        var properties = new Dictionary<string, JsonElement>();
        // Some languages serialize an empty map as an empty array.
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 0) return properties;
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException($"{name} is not a JSON object");
        // The last of duplicate properties is used, as in most JSON parsers.
        foreach (var property in json.EnumerateObject()) properties[property.Name] = property.Value;
        return properties;
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, Dictionary<string, JsonElement>? map)
    {
        if (map is null) return;
        writer.WriteStartObject(name);
        WriteProperties(writer, map);
        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, Dictionary<string, JsonElement> properties)
    {
        foreach (var property in properties)
        {
            writer.WritePropertyName(property.Key);
            // Unchanged: this version cannot decode every value.
            writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) write(writer);
        return bytes.ToArray();
    }
}
