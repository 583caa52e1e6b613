using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads a moment given in Unix seconds or milliseconds, as a number or as text, or as an ISO 8601 text.</summary>
internal sealed class UnixTimeConverter : ReadOnlyConverter<DateTime?>
{
    // As seconds this is the year 5138, as milliseconds it is 1973: no model is that new, or that old.
    private const decimal FirstMilliseconds = 100_000_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var number))
            return FromUnix(number);
        if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { } text)
            throw new JsonException();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return FromUnix(number);
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new JsonException();
    }

    private static DateTime FromUnix(decimal number)
    {
        var unit = Math.Abs(number) < FirstMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        return number >= (decimal)(DateTime.MinValue - Epoch).Ticks / unit && number <= (decimal)(DateTime.MaxValue - Epoch).Ticks / unit
            ? Epoch.AddTicks((long)(number * unit))
            : throw new JsonException();
    }
}
