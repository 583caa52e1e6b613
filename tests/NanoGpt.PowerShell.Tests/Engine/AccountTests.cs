using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Get-NanoGptUsage, Get-NanoGptSubscription, and Get-NanoGptBalance.</summary>
public sealed class AccountTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string Report = """
        {"from":"2026-11-01","to":"2026-11-03","asOf":"2026-11-03T12:34:56.000Z","source":{"liveDays":["2026-11-03"],"missingRollupDays":[]},
         "totals":{"requests":3,"netCostUsd":1234.5,"totalTokens":12000000000},
         "byModel":[{"model":"GPT 5.5","requests":2,"netCostUsd":1000.25,"inputTokens":9000000000,"outputTokens":3000000000},{"model":"x\u001b[31m","requests":1}]}
        """;

    public static TheoryData<string> Cmdlets { get; } = ["Get-NanoGptUsage", "Get-NanoGptSubscription", "Get-NanoGptBalance"];

    private static DateTime Today => DateTime.UtcNow.Date;

    [Theory]
    [InlineData("", false, true)]
    [InlineData("-GroupBy Model", false, true)]
    [InlineData("-GroupBy Day", true, false)]
    [InlineData("-GroupBy Day, Model", true, true)]
    [InlineData("-GroupBy model, day, day", true, true)]
    public void Usage_is_grouped_by_day_by_model_or_by_both(string parameters, bool isByDay, bool isByModel)
    {
        var rows = Output($"Get-NanoGptUsage -From 2026-10-01 -To 2026-10-31 {parameters}").Select(row => (Usage)row.BaseObject).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.Equal((isByDay, isByModel), (row.Date is not null, row.Model is not null));
            if (row.Date is { } date) Assert.Equal((DateTimeKind.Utc, TimeSpan.Zero), (date.Kind, date.TimeOfDay));
            Assert.Equal(row.NetCost, row.Cost - row.Refunded);
            Assert.Equal(row.TotalTokens, row.InputTokens + row.OutputTokens);
        });
        Assert.Equal(rows.Select(row => (row.Date, row.Model)).Distinct().Count(), rows.Count);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("-From 2026-10-01 -To 2026-10-31", "from=2026-10-01&to=2026-10-31&")]
    [InlineData("2026-10-01 2026-10-31", "from=2026-10-01&to=2026-10-31&")]
    [InlineData("-To 2026-10-31", "from=2026-10-02&to=2026-10-31&")]
    [InlineData("-From 2025-10-31 -To 2026-10-31", "from=2025-10-31&to=2026-10-31&")]
    [InlineData("-From 2026-10-31 -To 2026-10-31", "from=2026-10-31&to=2026-10-31&")]
    public void Usage_is_requested_for_the_specified_days(string parameters, string? query)
    {
        Output($"Get-NanoGptUsage {parameters}");

        Assert.Equal($"{query}group_by=model", Assert.Single(Server.Requests).Query);
    }

    [Fact]
    public void Usage_from_a_day_ends_today_in_UTC()
    {
        var before = Today;
        Output("Get-NanoGptUsage -From $args[0]", before.AddDays(-3));

        Assert.Contains(
            Assert.Single(Server.Requests).Query,
            new[] { before, Today }.Select(today => $"from={before.AddDays(-3):yyyy-MM-dd}&to={today:yyyy-MM-dd}&group_by=model"));
    }

    [Theory]
    [InlineData("[datetime]::new(2026, 10, 5, 23, 59, 59, [DateTimeKind]::Local)")]
    [InlineData("[datetime]::new(2026, 10, 5, 0, 0, 0, [DateTimeKind]::Local)")]
    [InlineData("[datetime]::new(2026, 10, 5, 23, 59, 59, [DateTimeKind]::Unspecified)")]
    [InlineData("[datetime]::new(2026, 10, 5, 0, 0, 0, [DateTimeKind]::Utc)")]
    [InlineData("[datetime]::new(2026, 10, 5, 23, 59, 59, [DateTimeKind]::Utc)")]
    [InlineData("[datetimeoffset]::new(2026, 10, 5, 23, 0, 0, [timespan]::FromHours(-11))")]
    [InlineData("[datetimeoffset]::new(2026, 10, 5, 1, 0, 0, [timespan]::FromHours(13))")]
    [InlineData("'2026-10-05'")]
    [InlineData("'2026-10-05T23:00:00-11:00'")]
    [InlineData("'2026-10-05T01:00:00+13:00'")]
    [InlineData("'2026-10-05T23:59:59Z'")]
    [InlineData("'2026-10-05T00:00:00Z'")]
    [InlineData("([psobject] [datetime]::new(2026, 10, 5, 12, 0, 0, [DateTimeKind]::Local))")]
    [InlineData("'10/5/2026'")]
    [InlineData("[dateonly] '2026-10-05'")]
    public void A_date_keeps_its_calendar_date(string date)
    {
        Output($"[cultureinfo]::CurrentCulture = 'en-US'; Get-NanoGptUsage -From ({date}) -To ({date})");

        Assert.Equal("from=2026-10-05&to=2026-10-05&group_by=model", Assert.Single(Server.Requests).Query);
    }

    [Theory]
    [InlineData("th-TH", "2026-10-05")]
    [InlineData("ar-SA", "2026-10-05")]
    [InlineData("en-GB", "5/10/2026")]
    [InlineData("de-DE", "05.10.2026")]
    public void A_date_is_read_in_ISO_8601_or_in_the_culture(string culture, string date)
    {
        Output("[cultureinfo]::CurrentCulture = $args[0]; Get-NanoGptUsage -From $args[1] -To $args[1]", culture, date);

        Assert.Equal("from=2026-10-05&to=2026-10-05&group_by=model", Assert.Single(Server.Requests).Query);
    }

    [Theory]
    [InlineData("-From 2025-10-31 -To 2026-11-01", "UsageRangeTooLong", "The range from 2025-10-31 to 2026-11-01 has 367 days. NanoGPT reports at most 366 days at a time; split the range.")]
    [InlineData("-From 2020-01-01", "UsageRangeTooLong", null)]
    [InlineData("-From 2026-10-02 -To 2026-10-01", "UsageRangeReversed", "The range ends on 2026-10-01, before it starts on 2026-10-02. Specify -From before -To.")]
    [InlineData("-From 2026-10-01 -To ([datetime]::UtcNow.AddDays(2))", "UsageInFuture", null)]
    [InlineData("-From 9999-12-31", "UsageInFuture", null)]
    [InlineData("-From 9999-12-30 -To 9999-12-29", "UsageInFuture", null)]
    [InlineData("-From soon", "ParameterArgumentTransformationError", "Cannot process argument transformation on parameter 'From'. 'soon' is not a date. Specify a date such as 2026-11-01.")]
    [InlineData("-From 2026-02-30", "ParameterArgumentTransformationError", null)]
    [InlineData("-From 20261101", "ParameterArgumentTransformationError", "Cannot process argument transformation on parameter 'From'. '20261101' is not a date. Specify a date such as 2026-11-01.")]
    [InlineData("-To 2026", "ParameterArgumentTransformationError", null)]
    [InlineData("-From ([pscustomobject] @{ a = 1 })", "ParameterArgumentTransformationError", null)]
    [InlineData("-To $null", "ParameterArgumentValidationError", null)]
    [InlineData("-GroupBy @()", "ParameterArgumentValidationError", null)]
    [InlineData("-GroupBy Hour", "CannotConvertArgumentNoMessage", null)]
    public void An_invalid_period_is_rejected_before_any_request(string parameters, string id, string? message)
    {
        var error = Error($"Get-NanoGptUsage {parameters}");

        Assert.Equal(id, IdOf(error));
        if (message is not null) Assert.Equal(message, error.ToString());
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void A_day_in_the_future_is_explained_with_today_in_UTC()
    {
        var before = Today;
        var error = Error("Get-NanoGptUsage -To $args[0]", before.AddDays(2));

        Assert.Contains(error.ToString(), new[] { before, Today }.Select(today =>
            $"{before.AddDays(2):yyyy-MM-dd} is in the future. Days are in UTC, where today is {today:yyyy-MM-dd}. Specify an earlier day, or omit -To for usage through today."));
        Assert.Equal((ErrorCategory.InvalidArgument, before.AddDays(2)), (error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void Verbose_output_has_the_time_of_the_data_and_the_live_days()
    {
        Connect(Shell, Server.AddResponse(Report));

        var result = Shell.Run("Get-NanoGptUsage -Verbose");

        Assert.Contains("Usage from 2026-11-01 to 2026-11-03 as of 2026-11-03 12:34:56 UTC. Live days: 2026-11-03.", result.Verbose);
        Assert.Contains(result.Verbose, record => record.StartsWith("GET http://", StringComparison.Ordinal));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Missing_days_and_invalid_rows_are_warnings_and_the_other_rows_are_returned()
    {
        Connect(Shell, Server.AddResponse("""
            {"source":{"missingRollupDays":["2026-11-01","2026-11-02\u001b[31m"]},
             "byModel":[{"model":"a","requests":1},null,{"model":"b","requests":"many"},{"model":"c","costUsd":[]}]}
            """));

        var result = Shell.Run("Get-NanoGptUsage");

        Assert.Equal(["a", "b", "c"], result.Output.Select(row => ((Usage)row.BaseObject).Model));
        Assert.Equal(
            [
                "The usage report does not include 2 days yet: 2026-11-01, 2026-11-02 [31m. The costs and counts are too low; run the command again later.",
                "1 row of the usage report is not an object and was skipped.",
                "2 rows have an invalid value. AdditionalProperties contains the value unchanged.",
            ],
            result.Warnings);
    }

    [Fact]
    public void A_report_that_is_not_ready_is_an_error_of_its_own()
    {
        Connect(Shell, Fault("status=503,type=usage_not_ready,message=Rolling up,retry-after=0"));

        var error = Error("Connect-NanoGpt -MaximumRetryCount 0; Get-NanoGptUsage");

        Assert.Equal(("UsageNotReady", ErrorCategory.ResourceUnavailable), (IdOf(error), error.CategoryInfo.Category));
        Assert.StartsWith(
            "NanoGPT has not computed the usage report yet. Retry later, or request fewer days. The service returned: Rolling up (HTTP 503, ",
            error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_call_without_a_key_fails_before_any_request(string cmdlet)
    {
        using var shell = new EngineShell();

        var result = shell.Run($"Connect-NanoGpt -BaseUri $args[0]; {cmdlet}", Server.BaseUri);

        Assert.Equal("ApiKeyMissing", IdOf(result.TerminatingError!));
        Assert.EndsWith("requires an API key. Run Connect-NanoGpt -ApiKey <key>, or set $env:NANOGPT_API_KEY.", result.TerminatingError!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_call_uses_the_key_of_its_parameter_or_session(string cmdlet)
    {
        var payer = Sandbox.Accounts.Payer.ApiKey;

        Output($"{cmdlet} -ApiKey $args[0]; {cmdlet} -Session (Get-NanoGptSession -ApiKey $args[0]); {cmdlet}", payer);

        Assert.Equal([payer, payer, Account.ApiKey], Server.Requests.Select(request => request.ApiKey));
        Assert.All(Server.Requests, request => Assert.Null(request.Cookie));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_invalid_key_is_an_authentication_error(string cmdlet)
    {
        var error = Error($"{cmdlet} -ApiKey sk-nano-unknown-0000");

        Assert.Equal(("Unauthorized", ErrorCategory.AuthenticationError), (IdOf(error), error.CategoryInfo.Category));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_transient_failure_is_retried(string cmdlet)
    {
        Connect(Shell, Fault("status=503,times=1"));

        var result = Shell.Run($"{cmdlet} -Verbose");

        Assert.NotEmpty(result.Output);
        Assert.Contains(result.Verbose, record => record.StartsWith("Retrying", StringComparison.Ordinal));
    }

    [Fact]
    public void The_balance_has_exact_decimals()
    {
        var balance = (Balance)Assert.Single(Output("Get-NanoGptBalance")).BaseObject;

        Assert.Equal((37.205m, 1.523400000000000001m), (balance.Usd, balance.Nano));
        Assert.StartsWith("nano_", balance.DepositAddress, StringComparison.Ordinal);
        Assert.Equal(true, Assert.Single(Output("(Get-NanoGptBalance -ApiKey $args[0]).Usd -lt 10", Sandbox.Accounts.Payer.ApiKey)).BaseObject);
    }

    [Fact]
    public void The_subscription_has_its_allowance_and_times_in_UTC()
    {
        var before = Today;
        var subscription = (Subscription)Assert.Single(Output("Get-NanoGptSubscription")).BaseObject;

        Assert.Equal((true, "active"), (subscription.Active, subscription.State));
        Assert.Equal((2_000L, 731L, 1_269L, 36.55m), (subscription.DailyLimit, subscription.DailyUsed, subscription.DailyRemaining, subscription.DailyPercentUsed));
        Assert.Equal((45_000L, 18_204L, 26_796L), (subscription.MonthlyLimit, subscription.MonthlyUsed, subscription.MonthlyRemaining));
        Assert.Contains(subscription.DailyResetAt!.Value, new[] { before.AddDays(1), Today.AddDays(1) });
        Assert.Equal((DateTimeKind.Utc, null), (subscription.DailyResetAt.Value.Kind, subscription.GraceUntil));
    }

    [Theory]
    [InlineData("Get-NanoGptSubscription", """{"active":"yes","state":"active"}""", "The subscription has an invalid value. AdditionalProperties contains the value unchanged.")]
    [InlineData("Get-NanoGptUsage", """{"asOf":"soon","byModel":[{"model":"a"}]}""", "The usage report has an invalid value outside its rows, or invalid Unicode.")]
    [InlineData("Get-NanoGptUsage", """{"byModel":[{"model":"\ud83d"}]}""", "The usage report has an invalid value outside its rows, or invalid Unicode.")]
    [InlineData("Get-NanoGptBalance", """{"usd_balance":"much"}""", "The balance has an invalid value. AdditionalProperties contains the value unchanged.")]
    public void An_invalid_value_is_null_and_a_warning(string cmdlet, string body, string warning)
    {
        Connect(Shell, Server.AddResponse(body));

        var result = Shell.Run(cmdlet);

        Assert.Single(result.Output);
        Assert.Equal([warning], result.Warnings);
    }

    [Theory]
    [InlineData("""{"from":"2026-11-01","to":"2026-11-02","byModel":[{"model":"a"}],"totals":{"requests":1,"netCostUsd":0.5,"totalTokens":1} }""", "Total 2026-11-01 to 2026-11-02: 0.500000 USD, 1 request, 1 token")]
    [InlineData("""{"from":"2026-11-01","byModel":[{"model":"a"}],"totals":{"requests":0} }""", "Total: unknown USD, 0 requests, unknown tokens")]
    public void Totals_have_the_known_period_and_the_number_of_their_nouns(string body, string totals)
    {
        Shell.Host.Culture = CultureInfo.GetCultureInfo("en-US");
        Connect(Shell, Server.AddResponse(body));

        Assert.StartsWith(totals + "\n", Shell.Show("Get-NanoGptUsage").Text.Trim().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"used":5,"remaining":15,"percentUsed":0.25}""", "5 of 20 used (25%), 15 remaining")]
    [InlineData("""{"percentUsed":0.1234,"remaining":15}""", "12.3% used, limit 20, 15 remaining")]
    public void The_list_of_a_subscription_has_the_known_parts_of_the_allowance(string daily, string text)
    {
        Shell.Host.Culture = CultureInfo.GetCultureInfo("en-US");
        Connect(Shell, Server.AddResponse($$"""{"active":true,"limits":{"daily":20},"daily":{{daily}} }"""));

        Assert.Matches($@"(?m)^Daily +: {System.Text.RegularExpressions.Regex.Escape(text)}\r?$", Shell.Show("Get-NanoGptSubscription").Text);
    }

    [Fact]
    public void The_table_of_usage_shows_the_totals_and_sanitizes_labels()
    {
        Connect(Shell, Server.AddResponse(Report));
        Shell.Host.Width = 80;
        Shell.Host.Culture = new("en-US");

        var lines = Shell.Show("Get-NanoGptUsage").Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);

        Assert.Equal(
            [
                "Total 2026-11-01 to 2026-11-03: 1,234.50 USD, 3 requests, 12,000,000,000 tokens",
                "       Net $  Requests         Input        Output Day, model",
                "       -----  --------         -----        ------ ----------",
                "    1,000.25         2 9,000,000,000 3,000,000,000 GPT 5.5",
                "     unknown         1       unknown       unknown x [31m",
            ],
            lines);
    }

    [Fact]
    public void The_list_of_the_subscription_shows_used_remaining_percent_and_reset()
    {
        Connect(Shell, Server.AddResponse("""
            {"active":true,"limits":{"daily":800,"monthly":20000},"enforceDailyLimit":false,
             "daily":{"used":92,"remaining":708,"percentUsed":0.115,"resetAt":1795564800000},"monthly":{"used":5100,"resetAt":null},
             "period":{"currentPeriodEnd":"2026-12-01T23:59:59.000Z"},"state":"grace\u001b[31m","graceUntil":"2026-12-04T00:00:00Z"}
            """));
        Shell.Host.Culture = new("en-US");

        var text = Shell.Show("Get-NanoGptSubscription").Text.ReplaceLineEndings("\n").Trim();

        Assert.Equal(
            """
            Active     : yes
            State      : grace [31m
            Daily      : 92 of 800 used (11.5%), 708 remaining, resets at 2026-11-25 00:00:00 UTC, not enforced
            Monthly    : 5,100 of 20,000 used
            PeriodEnd  : 2026-12-01 23:59:59 UTC
            GraceUntil : 2026-12-04 00:00:00 UTC
            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void The_list_of_the_balance_shows_all_decimals()
    {
        Connect(Shell, Server.AddResponse("""{"usd_balance":"1234.5","nano_balance":"0.000000000000000001","nanoDepositAddress":"nano_1\u001b[31m"}"""));
        Shell.Host.Culture = new("en-US");

        var text = Shell.Show("Get-NanoGptBalance").Text.ReplaceLineEndings("\n").Trim();

        Assert.Equal("Usd            : 1,234.50\nNano           : 0.000000000000000001\nDepositAddress : nano_1 [31m", text);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_deserialized_copy_has_all_properties_and_the_view_of_the_original(string cmdlet)
    {
        const string copy = "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($original, 2))";
        Shell["original"] = Output(cmdlet)[0];

        var copied = Assert.Single(Output(copy));

        var original = (PSObject)Shell["original"]!;
        Assert.Equal($"Deserialized.{original.BaseObject.GetType().FullName}", copied.TypeNames[0]);
        Assert.All(original.BaseObject.GetType().GetProperties().Where(property => property.Name != nameof(ServiceObject.AdditionalProperties)), property =>
            Assert.Equal(property.GetValue(original.BaseObject), copied.Properties[property.Name].Value));
        // The report with the totals is not a part of a copy.
        var lines = Shell.Show("$original").Text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith("Total 2026", StringComparison.Ordinal));
        Assert.Equal(NonEmpty(lines), NonEmpty(Shell.Show(copy).Text.ReplaceLineEndings("\n").Split('\n')));

        static IEnumerable<string> NonEmpty(IEnumerable<string> lines) => lines.Select(line => line.Trim()).Where(line => line.Length > 0);
    }

    [Fact]
    public void Usage_is_joined_with_models_by_name()
    {
        var models = Output("Get-NanoGptModel -Detailed | Where-Object Name -in (Get-NanoGptUsage).Model");

        Assert.Equal(
            ["deepseek/deepseek-v4-flash", "google/gemini-3.5-flash", "openai/gpt-5.5"],
            models.Select(model => ((Model)model.BaseObject).Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_values_of_GroupBy_are_completed() =>
        Assert.Equal(["Day", "Model"], Shell.Complete("Get-NanoGptUsage -GroupBy ").Select(completion => completion.CompletionText));
}
