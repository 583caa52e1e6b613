using System.Globalization;

namespace NanoGpt.Json;

/// <summary>Reads a moment given in Unix seconds or milliseconds, or as an ISO 8601 text.</summary>
internal static class TimestampParser
{
    // As seconds this is the year 5138, as milliseconds it is 1973: no model is that new, or that old.
    private const decimal MinMilliseconds = 100_000_000_000;

    // Further than any calendar goes, whichever of the two it is.
    private const decimal MaxValue = 1_000_000_000_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly decimal MinTicks = (DateTime.MinValue - Epoch).Ticks;
    private static readonly decimal MaxTicks = (DateTime.MaxValue - Epoch).Ticks;

    public static bool TryParse(decimal number, out DateTime moment)
    {
        moment = default;
        var distance = Math.Abs(number);
        if (distance > MaxValue) return false;
        var ticks = number * (distance < MinMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        if (ticks < MinTicks || ticks > MaxTicks) return false;
        moment = Epoch.AddTicks((long)ticks);
        return true;
    }

    public static bool TryParse(string? text, out DateTime moment)
    {
        // Not as a DateTime: that takes a moment before the first or behind the last for another.
        var isInCalendar = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said);
        moment = said.UtcDateTime;
        return isInCalendar;
    }
}
