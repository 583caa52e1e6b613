using System.Management.Automation;
using NanoGpt.Binding;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptUsage: reports the usage of the API key.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptUsage")]
[OutputType(typeof(Usage))]
public sealed class GetNanoGptUsageCommand : AccountCmdlet
{
    private const int MaxDays = 366;
    private const int DefaultDays = 30;

    /// <summary>Gets or sets the first day, in UTC.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    [CalendarDateArgument]
    public DateTime? From { get; set; }

    /// <summary>Gets or sets the last day, in UTC.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    [CalendarDateArgument]
    public DateTime? To { get; set; }

    /// <summary>Gets or sets the values by which the usage is grouped.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public UsageGroup[] GroupBy { get; set; } = [UsageGroup.Model];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var session = ResolveSessionWithApiKey("The usage report");
        var query = new UsageQuery { Days = GetDays(session.Options.TimeProvider.GetUtcNow().UtcDateTime.Date), GroupBy = GroupBy };
        var response = WaitForResponse(CreateClient(session).GetUsageAsync(query, CancellationToken));
        var report = response.Value;
        WriteVerbose(Describe(report));
        WriteObject(report.Rows, enumerateCollection: true);
        WriteWarnings(report);
        if (response.HasInvalidValue) WriteWarning("The usage report has an invalid value outside its rows, or invalid Unicode.");
    }

    /// <summary>Gets the days to report; <see langword="null"/> if none is specified. Invalid days are a terminating error.</summary>
    private (DateTime From, DateTime To)? GetDays(DateTime today)
    {
        if (From is null && To is null) return null;
        var to = To ?? today;
        var from = From ?? to.AddDays(1 - DefaultDays);
        if (from > today || to > today) ThrowTerminatingError(ErrorRecords.UsageInFuture(from > today ? from : to, today));
        if (to < from) ThrowTerminatingError(ErrorRecords.UsageRangeReversed(from, to));
        var days = (to - from).Days + 1;
        if (days > MaxDays) ThrowTerminatingError(ErrorRecords.UsageRangeTooLong(from, to, days, MaxDays));
        return (from, to);
    }

    private void WriteWarnings(UsageReport report)
    {
        if (report.MissingDays is { Count: > 0 } missing)
            WriteWarning($"The usage report does not include {Quantity.Format(missing.Count, "day")} yet: {TerminalSanitizer.SanitizeList(missing)}. The costs and counts are too low; run the command again later.");
        if (report.SkippedRowCount > 0)
            WriteWarning($"{Quantity.Format(report.SkippedRowCount, "row of the usage report is not an object and was", "rows of the usage report are not objects and were")} skipped.");
        if (report.InvalidRowCount > 0)
            WriteWarning($"{Quantity.Format(report.InvalidRowCount, "row has", "rows have")} an invalid value. AdditionalProperties contains the value unchanged.");
    }

    private static string Describe(UsageReport report)
    {
        var liveDays = report.LiveDays is { Count: > 0 } days ? TerminalSanitizer.SanitizeList(days) : "none";
        return $"Usage from {Display.FormatDate(report.From, "yyyy-MM-dd")} to {Display.FormatDate(report.To, "yyyy-MM-dd")} as of {Display.FormatDate(report.AsOf, "yyyy-MM-dd HH:mm:ss 'UTC'")}. Live days: {liveDays}.";
    }
}
