using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads a number of tokens given as a number, also as 128000.0 or 1.28e5, or as text.</summary>
internal sealed class TokenCountConverter : ReadOnlyConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        decimal number = 0;
        var read = reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt64(out var count) => (number = count) == count,
            JsonTokenType.Number => reader.TryGetDecimal(out number),
            JsonTokenType.String => decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        return read && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw new JsonException();
    }
}
