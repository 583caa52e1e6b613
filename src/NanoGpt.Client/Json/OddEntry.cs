using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Reads an entry in which a value is not of the type it should be: the model gets all the others, and the odd one is kept
/// as it came, under its own name, or under <c>pricing.prompt</c> and the like where it stood deeper.
/// </summary>
internal static class OddEntry
{
    /// <returns>Null when nothing can be made of the entry.</returns>
    public static Model? Read(ReadOnlySpan<byte> entry)
    {
        using var json = JsonDocument.Parse(entry.ToArray());
        var odd = new Dictionary<string, JsonElement>();
        while (true)
        {
            try
            {
                var model = JsonSerializer.Deserialize(Without(json.RootElement, odd), ModelJsonContext.Default.Model)!;
                if (odd.Count > 0)
                {
                    model.Unknown ??= [];
                    foreach (var field in odd) model.Unknown[field.Key] = field.Value;
                }
                return model;
            }
            catch (JsonException unreadable)
            {
                // Each round takes out one more field of which there are few, so this ends.
                var path = PropertyPath(unreadable.Path);
                if (path is null || odd.ContainsKey(path) || Find(json.RootElement, path) is not { } value) return null;
                odd.Add(path, value.Clone());
            }
        }
    }

    /// <summary>What JSON path notation says, <c>$.architecture.input_modalities[1]</c>, as the property's own path.</summary>
    private static string? PropertyPath(string? jsonPath) =>
        jsonPath is { Length: > 2 } && jsonPath.StartsWith("$.", StringComparison.Ordinal) ? jsonPath.Substring(2).Split('[')[0] : null;

    private static JsonElement? Find(JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        return json;
    }

    private static byte[] Without(JsonElement json, Dictionary<string, JsonElement> odd)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
            Write(writer, json, "");
        return bytes.ToArray();

        void Write(Utf8JsonWriter writer, JsonElement element, string prefix)
        {
            writer.WriteStartObject();
            foreach (var field in element.EnumerateObject())
            {
                var path = prefix + field.Name;
                if (odd.ContainsKey(path)) continue;
                writer.WritePropertyName(field.Name);
                if (field.Value.ValueKind == JsonValueKind.Object) Write(writer, field.Value, path + ".");
                else field.Value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
    }
}
