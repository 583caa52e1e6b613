namespace NanoGpt.Json;

/// <summary>Reads subscriptions.</summary>
internal static class SubscriptionJson
{
    /// <summary>Reads a subscription.</summary>
    /// <exception cref="FormatException">The response is not a subscription. The message is a clause with the reason.</exception>
    public static void Read(Subscription subscription, ref JsonObjectReader json)
    {
        var isSubscription = false;
        while (json.ReadProperty())
        {
            isSubscription |= json.Property is "active" or "state";
            switch (json.Property)
            {
                case "active": subscription.Active = json.ReadBoolean(); break;
                case "state": subscription.State = json.ReadString(); break;
                case "enforceDailyLimit": subscription.DailyLimitEnforced = json.ReadBoolean(); break;
                case "limits": ReadLimits(subscription, ref json); break;
                case "daily":
                    (subscription.DailyUsed, subscription.DailyRemaining, subscription.DailyPercentUsed, subscription.DailyResetAt) = ReadAllowance(ref json);
                    break;
                case "monthly":
                    (subscription.MonthlyUsed, subscription.MonthlyRemaining, subscription.MonthlyPercentUsed, subscription.MonthlyResetAt) = ReadAllowance(ref json);
                    break;
                case "period": ReadPeriod(subscription, ref json); break;
                case "graceUntil": subscription.GraceUntil = json.ReadTimestamp(); break;
                default: json.KeepUnknown(); break;
            }
        }
        if (!isSubscription) throw ResponseJson.CreateMissingProperty("active or state", subscription);
    }

    private static void ReadLimits(Subscription subscription, ref JsonObjectReader json)
    {
        if (!json.TryEnterObject()) return;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "daily": subscription.DailyLimit = json.ReadInt64(); break;
                case "monthly": subscription.MonthlyLimit = json.ReadInt64(); break;
                default: json.KeepUnknown(); break;
            }
        }
    }

    /// <summary>Reads the usage of the daily or the monthly limit.</summary>
    private static (long? Used, long? Remaining, decimal? PercentUsed, DateTime? ResetAt) ReadAllowance(ref JsonObjectReader json)
    {
        (long? Used, long? Remaining, decimal? PercentUsed, DateTime? ResetAt) allowance = default;
        if (!json.TryEnterObject()) return allowance;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "used": allowance.Used = json.ReadInt64(); break;
                case "remaining": allowance.Remaining = json.ReadInt64(); break;
                case "percentUsed": allowance.PercentUsed = json.ReadPercent(); break;
                case "resetAt": allowance.ResetAt = json.ReadTimestamp(); break;
                default: json.KeepUnknown(); break;
            }
        }
        return allowance;
    }

    private static void ReadPeriod(Subscription subscription, ref JsonObjectReader json)
    {
        if (!json.TryEnterObject()) return;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "currentPeriodEnd": subscription.PeriodEnd = json.ReadTimestamp(); break;
                default: json.KeepUnknown(); break;
            }
        }
    }
}
