using System.Globalization;

namespace NanoGpt.Json;

/// <summary>Parses timestamps in Unix seconds, Unix milliseconds, or ISO 8601.</summary>
internal static class TimestampParser
{
    // In seconds, this is the year 5138; in milliseconds, 1973. No model is from either.
    private const decimal MinMilliseconds = 100_000_000_000;

    // Outside the range of DateTime in both units.
    private const decimal MaxValue = 1_000_000_000_000_000;

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly decimal MinTicks = (DateTime.MinValue - Epoch).Ticks;
    private static readonly decimal MaxTicks = (DateTime.MaxValue - Epoch).Ticks;

    public static bool TryParse(decimal number, out DateTime timestamp)
    {
        timestamp = default;
        var magnitude = Math.Abs(number);
        if (magnitude > MaxValue) return false;
        var ticks = number * (magnitude < MinMilliseconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
        if (ticks < MinTicks || ticks > MaxTicks) return false;
        timestamp = Epoch.AddTicks((long)ticks);
        return true;
    }

    public static bool TryParse(string? text, out DateTime timestamp)
    {
        // DateTime.TryParse would change timestamps that are out of its range in UTC.
        var isValid = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        timestamp = parsed.UtcDateTime;
        return isValid;
    }
}
