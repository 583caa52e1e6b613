using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Redacts the API key in an entry of a list, in case the service echoes it.</summary>
internal static class KeyRedactor
{
    /// <summary>Redacts the key in the property names and strings of an entry.</summary>
    /// <param name="entry">A complete JSON object without invalid Unicode.</param>
    /// <param name="key">The key that the list was requested with.</param>
    /// <returns>The redacted entry, or the same entry if it does not contain the key.</returns>
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
                    case JsonTokenType.PropertyName: writer.WritePropertyName(RedactKey(json.GetString()!)); break;
                    case JsonTokenType.String: writer.WriteStringValue(RedactKey(json.GetString()!)); break;
                    default: writer.WriteRawValue(json.ValueSpan, skipInputValidation: true); break;
                }
            }
        }
        return isFound ? bytes.ToArray() : entry;

        string RedactKey(string text)
        {
            var redacted = key.RedactData(text);
            isFound |= redacted != text;
            return redacted;
        }
    }
}
