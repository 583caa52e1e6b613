using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Redacts the API key in an entry of a list, should the service have put it there.</summary>
internal static class KeyRedactor
{
    /// <summary>The same entry without the key in its names and texts; itself, when it is not there.</summary>
    /// <param name="entry">A whole JSON object whose text is readable.</param>
    /// <param name="key">The key that the list was asked for with.</param>
    public static ReadOnlySpan<byte> Redact(ReadOnlySpan<byte> entry, Secret key)
    {
        var isFound = false;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            var json = new Utf8JsonReader(entry);
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                    case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                    case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                    case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                    case JsonTokenType.PropertyName: writer.WritePropertyName(WithoutKey(json.GetString()!)); break;
                    case JsonTokenType.String: writer.WriteStringValue(WithoutKey(json.GetString()!)); break;
                    default: writer.WriteRawValue(json.ValueSpan, skipInputValidation: true); break;
                }
            }
        }
        return isFound ? bytes.ToArray() : entry;

        string WithoutKey(string text)
        {
            var safe = key.RedactData(text);
            isFound |= safe != text;
            return safe;
        }
    }
}
