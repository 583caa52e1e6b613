namespace NanoGpt.Json;

/// <summary>Reads usage reports.</summary>
internal static class UsageJson
{
    /// <summary>Reads a report whose rows are in the specified property.</summary>
    /// <exception cref="FormatException">The response has no rows. The message is a clause with the reason.</exception>
    public static void Read(UsageReport report, string rowsProperty, ref JsonObjectReader json)
    {
        var strings = new StringPool();
        List<Usage>? rows = null;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "object": json.Skip(); break; // Always "usage".
                case "from": report.From = json.ReadTimestamp(); break;
                case "to": report.To = json.ReadTimestamp(); break;
                case "asOf": report.AsOf = json.ReadTimestamp(); break;
                case "source": ReadSource(report, ref json); break;
                case "totals": report.Totals = ReadRow(json.ReadJson(), strings, out _); break;
                case var name when name == rowsProperty && json.TryEnterArray(): rows = ReadRows(report, strings, ref json); break;
                default: json.KeepUnknown(); break;
            }
        }
        report.Rows = rows ?? throw ResponseJson.CreateMissingProperty($"{rowsProperty} with rows", report);
    }

    private static void ReadSource(UsageReport report, ref JsonObjectReader json)
    {
        if (!json.TryEnterObject()) return;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "liveDays": report.LiveDays = json.ReadPooledStrings(); break;
                case "missingRollupDays": report.MissingDays = json.ReadPooledStrings(); break;
                default: json.KeepUnknown(); break;
            }
        }
    }

    private static List<Usage> ReadRows(UsageReport report, StringPool strings, ref JsonObjectReader json)
    {
        // Of several arrays with the same name, the last is used, as in most JSON parsers.
        (report.SkippedRowCount, report.InvalidRowCount) = (0, 0);
        List<Usage> rows = [];
        while (json.ReadElement())
        {
            if (ReadRow(json.ReadJson(), strings, out var hasInvalidValue) is not { } row)
            {
                report.SkippedRowCount++;
                continue;
            }
            row.Report = report;
            if (hasInvalidValue) report.InvalidRowCount++;
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Reads a row, or the totals.</summary>
    /// <returns>The row; <see langword="null"/> if the value is not an object.</returns>
    private static Usage? ReadRow(ReadOnlySpan<byte> source, StringPool strings, out bool hasInvalidValue)
    {
        hasInvalidValue = false;
        var row = new Usage();
        var json = new JsonObjectReader(source, row, strings);
        if (!json.TryStart()) return null;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "date": row.Date = json.ReadTimestamp(); break;
                case "model": row.Model = json.ReadPooledString(); break;
                case "requests": row.Requests = json.ReadInt64(); break;
                case "costUsd": row.Cost = json.ReadRoundedDecimal(); break;
                case "refundedUsd": row.Refunded = json.ReadRoundedDecimal(); break;
                case "netCostUsd": row.NetCost = json.ReadRoundedDecimal(); break;
                case "inputTokens": row.InputTokens = json.ReadInt64(); break;
                case "outputTokens": row.OutputTokens = json.ReadInt64(); break;
                case "reasoningTokens": row.ReasoningTokens = json.ReadInt64(); break;
                case "totalTokens": row.TotalTokens = json.ReadInt64(); break;
                default: json.KeepUnknown(); break;
            }
        }
        hasInvalidValue = json.HasInvalidValue;
        return row;
    }
}
