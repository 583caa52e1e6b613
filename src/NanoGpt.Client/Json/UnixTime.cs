using System.Globalization;

namespace NanoGpt.Json;

/// <summary>Reads a moment given in Unix seconds or milliseconds, or as an ISO 8601 text.</summary>
internal static class UnixTime
{
    // As seconds this is the year 5138, as milliseconds it is 1973: no model is that new, or that old.
    private const decimal FirstMilliseconds = 100_000_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static bool TryRead(decimal number, out DateTime moment)
    {
        var unit = Math.Abs(number) < FirstMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        var isInCalendar = number >= (decimal)(DateTime.MinValue - Epoch).Ticks / unit && number <= (decimal)(DateTime.MaxValue - Epoch).Ticks / unit;
        moment = isInCalendar ? Epoch.AddTicks((long)(number * unit)) : default;
        return isInCalendar;
    }

    public static bool TryRead(string? text, out DateTime moment)
    {
        // Not as a DateTime: that takes a moment before the first or behind the last for another.
        var isInCalendar = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said);
        moment = said.UtcDateTime;
        return isInCalendar;
    }
}
