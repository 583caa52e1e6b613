using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads a value that may be of any shape.</summary>
internal sealed class PlainValueConverter : ReadOnlyConverter<object?>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        using var json = JsonDocument.ParseValue(ref reader);
        return PlainValue.From(json.RootElement);
    }
}
