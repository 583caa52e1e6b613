namespace NanoGpt;

/// <summary>
/// The subscription of an account and its remaining allowance. Limits and usage are covered operations, not tokens and not USD.
/// A value that the service did not send is <see langword="null"/>, never zero or <see langword="false"/>.
/// See https://docs.nano-gpt.com/api-reference/endpoint/subscription-usage.
/// </summary>
public sealed class Subscription : ServiceObject
{
    /// <summary>Gets a value that indicates whether the subscription is active.</summary>
    public bool? Active { get; internal set; }

    /// <summary>Gets the state: <c>active</c>, <c>grace</c>, or <c>inactive</c>.</summary>
    public string? State { get; internal set; }

    /// <summary>Gets the number of operations per day.</summary>
    public long? DailyLimit { get; internal set; }

    /// <summary>Gets a value that indicates whether the daily limit is enforced.</summary>
    public bool? DailyLimitEnforced { get; internal set; }

    /// <summary>Gets the number of operations that were used today.</summary>
    public long? DailyUsed { get; internal set; }

    /// <summary>Gets the number of operations that remain today.</summary>
    public long? DailyRemaining { get; internal set; }

    /// <summary>Gets the used part of the daily limit in percent, from 0 to 100.</summary>
    public decimal? DailyPercentUsed { get; internal set; }

    /// <summary>Gets the time in UTC at which the daily usage is reset.</summary>
    public DateTime? DailyResetAt { get; internal set; }

    /// <summary>Gets the number of operations per month.</summary>
    public long? MonthlyLimit { get; internal set; }

    /// <summary>Gets the number of operations that were used this month.</summary>
    public long? MonthlyUsed { get; internal set; }

    /// <summary>Gets the number of operations that remain this month.</summary>
    public long? MonthlyRemaining { get; internal set; }

    /// <summary>Gets the used part of the monthly limit in percent, from 0 to 100.</summary>
    public decimal? MonthlyPercentUsed { get; internal set; }

    /// <summary>Gets the time in UTC at which the monthly usage is reset.</summary>
    public DateTime? MonthlyResetAt { get; internal set; }

    /// <summary>Gets the end of the current billing period in UTC.</summary>
    public DateTime? PeriodEnd { get; internal set; }

    /// <summary>Gets the end of the grace period in UTC; <see langword="null"/> if there is none.</summary>
    public DateTime? GraceUntil { get; internal set; }

    /// <summary>Returns the state.</summary>
    public override string ToString() => State ?? "";
}
