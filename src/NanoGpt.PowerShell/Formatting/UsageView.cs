using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="Usage"/> for the views.</summary>
internal sealed class UsageView(PSObject usage) : ObjectView<Usage>(usage)
{
    /// <summary>
    /// Returns the totals of the report that contains a usage, as the header of the table. Empty for a deserialized copy, which
    /// does not contain the report.
    /// </summary>
    public static string FormatTotals(PSObject usage) => (usage.BaseObject as Usage)?.GetReport() is { Totals: { } totals } report
        ? $"Total{FormatPeriod(report)}: {Display.Cost(totals.NetCost)} USD, {FormatCount(totals.Requests, "request")}, {FormatCount(totals.TotalTokens, "token")}"
        : "";

    private protected override string? GetText(string name) => name switch
    {
        "Key" => string.Join(" ", new[] { GetDate(), GetModel() }.Where(text => text.Length > 0)),
        "Date" => GetDate(),
        "Model" => GetModel(),
        "Requests" => Count(nameof(Usage.Requests), usage => usage.Requests),
        "Cost" => Cost(nameof(Usage.Cost), usage => usage.Cost),
        "Refunded" => Cost(nameof(Usage.Refunded), usage => usage.Refunded),
        "NetCost" => Cost(nameof(Usage.NetCost), usage => usage.NetCost),
        "InputTokens" => Count(nameof(Usage.InputTokens), usage => usage.InputTokens),
        "OutputTokens" => Count(nameof(Usage.OutputTokens), usage => usage.OutputTokens),
        "ReasoningTokens" => Count(nameof(Usage.ReasoningTokens), usage => usage.ReasoningTokens),
        "TotalTokens" => Count(nameof(Usage.TotalTokens), usage => usage.TotalTokens),
        _ => null,
    };

    private string GetDate() => FormatDay(Get(nameof(Usage.Date), usage => usage.Date));

    private string GetModel() => Text(nameof(Usage.Model), usage => usage.Model);

    private string Cost(string property, Func<Usage, object?> read) => Display.Cost(ObjectView.ConvertTo<decimal>(Get(property, read)));

    private string Count(string property, Func<Usage, object?> read) => FormatCount(ObjectView.ConvertTo<long>(Get(property, read)));

    private static string FormatCount(long? count) => count?.ToString("N0", CultureInfo.CurrentCulture) ?? "unknown";

    private static string FormatCount(long? count, string noun) => $"{FormatCount(count)} {(count == 1 ? noun : noun + "s")}";

    private static string FormatPeriod(UsageReport report) =>
        report is { From: { } from, To: { } to } ? $" {FormatDay(from)} to {FormatDay(to)}" : "";

    private static string FormatDay(object? date) => Display.FormatDate(date, "yyyy-MM-dd");
}
