using System.Globalization;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The subscription of an account, in covered operations.</summary>
/// <param name="DailyUsed">The number of operations used today; <see langword="null"/> without a subscription.</param>
/// <param name="MonthlyUsed">The number of operations used this month; <see langword="null"/> without a subscription.</param>
public sealed record AccountSubscription(int? DailyUsed, int? MonthlyUsed)
{
    private const int DailyLimit = 2_000;
    private const int MonthlyLimit = 45_000;

    /// <summary>Gets the subscription of an account that has none.</summary>
    public static AccountSubscription None { get; } = new(null, null);

    private bool IsActive => DailyUsed is not null;

    /// <summary>Creates the response. The resets and the end of the period follow the current time.</summary>
    internal JsonObject ToJson(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var month = today.AddDays(1 - today.Day);
        return new()
        {
            ["active"] = IsActive,
            ["limits"] = IsActive ? new JsonObject { ["daily"] = DailyLimit, ["monthly"] = MonthlyLimit } : null,
            ["enforceDailyLimit"] = IsActive,
            ["daily"] = ToJson(DailyUsed, DailyLimit, today.AddDays(1)),
            ["monthly"] = ToJson(MonthlyUsed, MonthlyLimit, month.AddMonths(1)),
            ["period"] = new JsonObject
            {
                ["currentPeriodEnd"] = IsActive
                    ? today.AddDays(12).UtcDateTime.ToString("yyyy-MM-ddT23:59:59.000Z", CultureInfo.InvariantCulture)
                    : null,
            },
            ["state"] = IsActive ? "active" : "inactive",
            ["graceUntil"] = null,
        };
    }

    private static JsonObject? ToJson(int? used, int limit, DateTimeOffset resetAt) => used is not { } count ? null : new()
    {
        ["used"] = count,
        ["remaining"] = limit - count,
        ["percentUsed"] = (double)count / limit,
        ["resetAt"] = resetAt.ToUnixTimeMilliseconds(),
    };
}
