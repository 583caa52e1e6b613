using System.Globalization;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests usage reports.</summary>
public sealed class UsageTests(SandboxFixture sandbox) : AccountTest(sandbox)
{
    private static readonly DateTime Day = new(2026, 11, 3, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_report_has_the_values_of_the_service()
    {
        var (report, request, hasInvalidValue) = await ReadUsageAsync("""
            {"object":"usage","scope":"current_key","apiKey":{"id":9},"from":"2026-11-01","to":"2026-11-03","timezone":"UTC",
             "asOf":"2026-11-03T12:34:56.000Z","source":{"rollupDays":["2026-11-01"],"liveDays":["2026-11-03"],"missingRollupDays":["2026-11-02"]},
             "totals":{"requests":7,"costUsd":1.5,"refundedUsd":0.25,"netCostUsd":1.25,"inputTokens":10,"outputTokens":20,"reasoningTokens":5,"totalTokens":30},
             "byDayModel":[{"date":"2026-11-03","model":"GPT 5.5","requests":7,"costUsd":1.5,"refundedUsd":0.25,"netCostUsd":1.25,
                            "inputTokens":10,"outputTokens":20,"reasoningTokens":5,"totalTokens":30,"region":"eu"}]}
            """, new() { GroupBy = [UsageGroup.Model, UsageGroup.Day] });

        Assert.False(hasInvalidValue);
        Assert.Equal("GET", request.Method);
        Assert.Equal((new DateTime(2026, 11, 1), Day), (report.From, report.To));
        Assert.Equal(new DateTime(2026, 11, 3, 12, 34, 56), report.AsOf);
        Assert.All([report.From, report.To, report.AsOf], time => Assert.Equal(DateTimeKind.Utc, time!.Value.Kind));
        Assert.Equal(["2026-11-03"], report.LiveDays!);
        Assert.Equal(["2026-11-02"], report.MissingDays!);
        Assert.Equal(["scope", "apiKey", "timezone", "source.rollupDays"], report.AdditionalProperties.Keys);
        var row = Assert.Single(report.Rows);
        Assert.Equal((Day, DateTimeKind.Utc, "GPT 5.5"), (row.Date, row.Date!.Value.Kind, row.Model));
        foreach (var usage in new[] { row, report.Totals! })
        {
            Assert.Equal((7L, 1.5m, 0.25m, 1.25m), (usage.Requests, usage.Cost, usage.Refunded, usage.NetCost));
            Assert.Equal((10L, 20L, 5L, 30L), (usage.InputTokens, usage.OutputTokens, usage.ReasoningTokens, usage.TotalTokens));
        }
        Assert.Equal("eu", row.AdditionalProperties["region"]);
        Assert.Same(report, row.GetReport());
        Assert.Equal("2026-11-03 GPT 5.5 1.25 USD", row.ToString());
    }

    [Theory]
    [InlineData("0.1000000000000000055", "0.1")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("12.340000000000002", "12.34")]
    [InlineData("\"0.30000000000000004\"", "0.3")]
    [InlineData("1.2e-7", "0.00000012")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("0", "0")]
    public async Task Money_has_no_binary_noise(string json, string expected)
    {
        var (report, _, _) = await ReadUsageAsync($$"""{"byModel":[{"costUsd":{{json}},"refundedUsd":{{json}},"netCostUsd":{{json}}}]}""");

        var amount = decimal.Parse(expected, CultureInfo.InvariantCulture);
        var row = Assert.Single(report.Rows);
        Assert.Equal((amount, amount, amount), (row.Cost, row.Refunded, row.NetCost));
        Assert.Equal(expected, row.Cost!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""
        {"date":null,"model":null,"requests":null,"costUsd":null,"refundedUsd":null,"netCostUsd":null,
         "inputTokens":null,"outputTokens":null,"reasoningTokens":null,"totalTokens":null}
        """)]
    public async Task A_missing_value_is_null(string json)
    {
        var (report, _, hasInvalidValue) = await ReadUsageAsync($$"""{"totals":null,"source":null,"asOf":null,"byModel":[{{json}}]}""");

        var row = Assert.Single(report.Rows);
        Assert.Equal((null, null, null), (row.Date, row.Model, row.Requests));
        Assert.Equal((null, null, null), (row.Cost, row.Refunded, row.NetCost));
        Assert.Equal((null, null, null, null), (row.InputTokens, row.OutputTokens, row.ReasoningTokens, row.TotalTokens));
        Assert.Empty(row.AdditionalProperties);
        Assert.Equal("", row.ToString());
        Assert.Equal((null, null, null, null), (report.Totals, report.LiveDays, report.MissingDays, report.AsOf));
        Assert.Equal((false, 0, 0), (hasInvalidValue, report.InvalidRowCount, report.SkippedRowCount));
    }

    [Fact]
    public async Task Invalid_rows_are_counted_and_the_others_are_returned()
    {
        var (report, _, hasInvalidValue) = await ReadUsageAsync("""
            {"byModel":[{"model":"a","requests":1},null,"text",[{"model":"no"}],5,{"model":"b","requests":"many","costUsd":"NaN","totalTokens":1.5},
                        {"model":{"name":"c"},"date":"2026-13-45","netCostUsd":2}]}
            """);

        Assert.Equal(["a", "b", null], report.Rows.Select(row => row.Model));
        Assert.Equal((4, 2), (report.SkippedRowCount, report.InvalidRowCount));
        Assert.Equal(["requests", "costUsd", "totalTokens"], report.Rows[1].AdditionalProperties.Keys);
        Assert.Equal("many", report.Rows[1].AdditionalProperties["requests"]);
        Assert.Equal((null, null, 2m), (report.Rows[1].Requests, report.Rows[2].Date, report.Rows[2].NetCost));
        Assert.False(hasInvalidValue);
    }

    [Fact]
    public async Task Invalid_values_outside_the_rows_are_reported()
    {
        var (report, _, hasInvalidValue) = await ReadUsageAsync("""{"asOf":"soon","source":{"liveDays":[1]},"totals":[],"byModel":[]}""");

        Assert.True(hasInvalidValue);
        Assert.Equal((null, null, null), (report.AsOf, report.LiveDays, report.Totals));
        Assert.Equal(["asOf", "source.liveDays"], report.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("""{"byModel":[{"model":"\ud83d x"}]}""")]
    [InlineData("""{"byModel":[{"model":"x"}],"\ud83d":1}""")]
    public async Task Invalid_Unicode_is_replaced_and_reported(string body)
    {
        var (report, _, hasInvalidValue) = await ReadUsageAsync(body);

        Assert.EndsWith("x", Assert.Single(report.Rows).Model, StringComparison.Ordinal);
        Assert.True(hasInvalidValue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"byModel\":[")]
    [InlineData("{\"byModel\":[]}x")]
    [InlineData("<html></html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"error\":\"try later\"}")]
    [InlineData("{\"byDay\":[]}")]
    [InlineData("{\"byModel\":null}")]
    [InlineData("{\"byModel\":{}}")]
    public async Task A_response_without_rows_is_invalid(string body)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadUsageAsync(body));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.StartsWith("The response contains no usage report: it ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_of_more_than_16_MiB_is_rejected()
    {
        var rows = string.Join(',', Enumerable.Repeat($$"""{"model":"{{new string('x', 1_000)}}"}""", 17_000));

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadUsageAsync($$"""{"byModel":[{{rows}}]}"""));

        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
    }

    [Theory]
    [InlineData("group_by=model")]
    [InlineData("group_by=model", UsageGroup.Model)]
    [InlineData("group_by=day", UsageGroup.Day)]
    [InlineData("group_by=day,model", UsageGroup.Day, UsageGroup.Model)]
    [InlineData("group_by=day,model", UsageGroup.Model, UsageGroup.Day, UsageGroup.Model)]
    public async Task A_query_has_the_groups(string query, params UsageGroup[] groups)
    {
        var (report, request, _) = await Client().GetUsageAsync(groups.Length == 0 ? new() : new() { GroupBy = groups }, TestContext.Current.CancellationToken);

        Assert.Equal("?" + query, request.Uri.Query);
        Assert.NotEmpty(report.Rows);
        Assert.All(report.Rows, row => Assert.Equal(
            (query.Contains("day", StringComparison.Ordinal), query.Contains("model", StringComparison.Ordinal)), (row.Date is not null, row.Model is not null)));
    }

    [Fact]
    public async Task A_query_has_the_days_in_the_Gregorian_calendar()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");

        var (report, request, _) = await Client().GetUsageAsync(
            new() { Days = (new DateTime(2026, 1, 30, 23, 59, 0, DateTimeKind.Local), new DateTime(2026, 2, 3)) }, TestContext.Current.CancellationToken);

        Assert.Equal("?from=2026-01-30&to=2026-02-03&group_by=model", request.Uri.Query);
        Assert.Equal((new DateTime(2026, 1, 30), new DateTime(2026, 2, 3)), (report.From, report.To));
    }

    [Theory]
    [InlineData(UsageGroup.Day)]
    [InlineData(UsageGroup.Model)]
    [InlineData(UsageGroup.Day, UsageGroup.Model)]
    public async Task The_rows_of_each_grouping_add_up_to_the_totals(params UsageGroup[] groups)
    {
        var (report, _, _) = await Client().GetUsageAsync(
            new() { Days = (new(2025, 11, 1), new(2026, 10, 31)), GroupBy = groups }, TestContext.Current.CancellationToken);

        Assert.Equal(report.Totals!.Requests, report.Rows.Sum(row => row.Requests));
        Assert.Equal(report.Totals.TotalTokens, report.Rows.Sum(row => row.TotalTokens));
        Assert.Equal(report.Totals.NetCost!.Value, report.Rows.Sum(row => row.NetCost)!.Value, 9);
    }

    [Fact]
    public async Task Usage_belongs_to_the_account_of_the_key()
    {
        var (report, _, _) = await Client(key: Accounts.Payer.ApiKey).GetUsageAsync(new(), TestContext.Current.CancellationToken);

        Assert.Equal("Llama 4 Maverick", Assert.Single(report.Rows).Model);
    }
}
