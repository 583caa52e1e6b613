using System.Globalization;

namespace NanoGpt.Json;

/// <summary>Reads a moment given in Unix seconds or milliseconds, or as an ISO 8601 text.</summary>
internal static class UnixTime
{
    // As seconds this is the year 5138, as milliseconds it is 1973: no model is that new, or that old.
    private const decimal FirstMilliseconds = 100_000_000_000;

    // Further than any calendar goes, whichever of the two it is.
    private const decimal Furthest = 1_000_000_000_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly decimal FirstTick = (DateTime.MinValue - Epoch).Ticks;
    private static readonly decimal LastTick = (DateTime.MaxValue - Epoch).Ticks;

    public static bool TryRead(decimal number, out DateTime moment)
    {
        moment = default;
        var distance = Math.Abs(number);
        if (distance > Furthest) return false;
        var ticks = number * (distance < FirstMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        if (ticks < FirstTick || ticks > LastTick) return false;
        moment = Epoch.AddTicks((long)ticks);
        return true;
    }

    public static bool TryRead(string? text, out DateTime moment)
    {
        // Not as a DateTime: that takes a moment before the first or behind the last for another.
        var isInCalendar = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said);
        moment = said.UtcDateTime;
        return isInCalendar;
    }
}
