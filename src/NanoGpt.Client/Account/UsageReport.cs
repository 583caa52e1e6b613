namespace NanoGpt;

/// <summary>The usage of an API key. See https://docs.nano-gpt.com/api-reference/endpoint/usage.</summary>
public sealed class UsageReport : ServiceObject
{
    /// <summary>Gets the first day, as midnight in UTC; <see langword="null"/> if unspecified.</summary>
    public DateTime? From { get; internal set; }

    /// <summary>Gets the last day, as midnight in UTC; <see langword="null"/> if unspecified.</summary>
    public DateTime? To { get; internal set; }

    /// <summary>Gets the time in UTC up to which the report is complete; <see langword="null"/> if unspecified.</summary>
    public DateTime? AsOf { get; internal set; }

    /// <summary>
    /// Gets the days whose usage is computed from live data and can still change; <see langword="null"/> if unspecified.
    /// </summary>
    public IReadOnlyList<string>? LiveDays { get; internal set; }

    /// <summary>Gets the days whose usage the report does not include yet; <see langword="null"/> if unspecified.</summary>
    public IReadOnlyList<string>? MissingDays { get; internal set; }

    /// <summary>Gets the totals of the report; <see langword="null"/> if unspecified.</summary>
    public Usage? Totals { get; internal set; }

    /// <summary>Gets the rows, in the order of the response.</summary>
    public IReadOnlyList<Usage> Rows { get; internal set; } = [];

    /// <summary>Gets the number of rows that were skipped because they are not JSON objects.</summary>
    public int SkippedRowCount { get; internal set; }

    /// <summary>
    /// Gets the number of rows that have an invalid value. The value is kept in their <see cref="ServiceObject.AdditionalProperties"/>.
    /// </summary>
    public int InvalidRowCount { get; internal set; }
}
