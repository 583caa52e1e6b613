using System.Globalization;

namespace NanoGpt;

/// <summary>
/// Specifies which usage to report, and how to group it. The service accepts at most 366 days, none of them in the future.
/// See https://docs.nano-gpt.com/api-reference/endpoint/usage.
/// </summary>
public sealed record UsageQuery
{
    /// <summary>
    /// Gets the first and the last day in UTC, whose time of day is ignored; <see langword="null"/> for the last 30 days.
    /// </summary>
    public (DateTime From, DateTime To)? Days { get; init; }

    /// <summary>Gets the values by which the usage is grouped: <see cref="UsageGroup.Day"/>, <see cref="UsageGroup.Model"/>, or both.</summary>
    public IReadOnlyCollection<UsageGroup> GroupBy { get; init; } = [UsageGroup.Model];

    /// <summary>Gets the JSON property of the response that has the rows.</summary>
    internal string RowsProperty => (IsByDay, IsByModel) switch
    {
        (true, true) => "byDayModel",
        (true, false) => "byDay",
        _ => "byModel",
    };

    /// <summary>Gets the path and query, relative to the base address.</summary>
    internal string Path
    {
        get
        {
            var range = Days is { } days ? $"from={Format(days.From)}&to={Format(days.To)}&" : "";
            var groups = (IsByDay, IsByModel) switch
            {
                (true, true) => "day,model",
                (true, false) => "day",
                _ => "model",
            };
            return $"api/v1/usage?{range}group_by={groups}";
        }
    }

    private bool IsByDay => GroupBy.Contains(UsageGroup.Day);

    private bool IsByModel => GroupBy.Contains(UsageGroup.Model);

    private static string Format(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
