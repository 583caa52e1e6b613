using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="Subscription"/> for the views.</summary>
internal sealed class SubscriptionView(PSObject subscription) : ObjectView<Subscription>(subscription)
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss 'UTC'";

    /// <summary>Gets a value that indicates whether the daily usage is known.</summary>
    public bool HasDaily => GetDaily().Length > 0;

    /// <summary>Gets a value that indicates whether the monthly usage is known.</summary>
    public bool HasMonthly => GetMonthly().Length > 0;

    private protected override string? GetText(string name) => name switch
    {
        "Active" => ObjectView.YesOrNo(Get(nameof(Subscription.Active), subscription => subscription.Active)),
        "State" => Text(nameof(Subscription.State), subscription => subscription.State),
        "Daily" => GetDaily(),
        "Monthly" => GetMonthly(),
        "PeriodEnd" => Display.FormatDate(Get(nameof(Subscription.PeriodEnd), subscription => subscription.PeriodEnd), TimeFormat),
        "GraceUntil" => Display.FormatDate(Get(nameof(Subscription.GraceUntil), subscription => subscription.GraceUntil), TimeFormat),
        _ => null,
    };

    private string GetDaily()
    {
        var isUnenforced = ObjectView.ConvertTo<bool>(Get(nameof(Subscription.DailyLimitEnforced), subscription => subscription.DailyLimitEnforced)) == false;
        var text = FormatAllowance(
            Get(nameof(Subscription.DailyUsed), subscription => subscription.DailyUsed),
            Get(nameof(Subscription.DailyLimit), subscription => subscription.DailyLimit),
            Get(nameof(Subscription.DailyPercentUsed), subscription => subscription.DailyPercentUsed),
            Get(nameof(Subscription.DailyRemaining), subscription => subscription.DailyRemaining),
            Get(nameof(Subscription.DailyResetAt), subscription => subscription.DailyResetAt));
        return text.Length > 0 && isUnenforced ? text + ", not enforced" : text;
    }

    private string GetMonthly() => FormatAllowance(
        Get(nameof(Subscription.MonthlyUsed), subscription => subscription.MonthlyUsed),
        Get(nameof(Subscription.MonthlyLimit), subscription => subscription.MonthlyLimit),
        Get(nameof(Subscription.MonthlyPercentUsed), subscription => subscription.MonthlyPercentUsed),
        Get(nameof(Subscription.MonthlyRemaining), subscription => subscription.MonthlyRemaining),
        Get(nameof(Subscription.MonthlyResetAt), subscription => subscription.MonthlyResetAt));

    /// <summary>Formats the known parts of an allowance, such as <c>731 of 2,000 used (36.6%), 1,269 remaining, reset at …</c>.</summary>
    private static string FormatAllowance(object? used, object? limit, object? percent, object? remaining, object? resetAt)
    {
        var (usedCount, limitCount) = (FormatCount(used), FormatCount(limit));
        var ratio = ObjectView.ConvertTo<decimal>(percent) is { } value ? value.ToString("0.#", CultureInfo.CurrentCulture) + "%" : null;
        string?[] parts =
        [
            usedCount is null
                ? ratio is null ? null : $"{ratio} used"
                : (limitCount is null ? $"{usedCount} used" : $"{usedCount} of {limitCount} used") + (ratio is null ? "" : $" ({ratio})"),
            usedCount is null && limitCount is not null ? $"limit {limitCount}" : null,
            FormatCount(remaining) is { } rest ? $"{rest} remaining" : null,
            resetAt is null ? null : $"resets at {Display.FormatDate(resetAt, TimeFormat)}",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    private static string? FormatCount(object? count) => ObjectView.ConvertTo<long>(count)?.ToString("N0", CultureInfo.CurrentCulture);
}
