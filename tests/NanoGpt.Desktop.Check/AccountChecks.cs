namespace NanoGpt.Desktop.Check;

internal static class AccountChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var sandbox = checks.Sandbox;
        await checks.RunAsync("usage by day and model", async () =>
        {
            var query = new UsageQuery { Days = (new(2026, 10, 1), new(2026, 10, 31)), GroupBy = [UsageGroup.Day, UsageGroup.Model] };
            var report = (await CreateClient(sandbox.BaseUri).GetUsageAsync(query)).Value;
            Expect.True(report.Rows.Count > 0, "rows");
            Expect.True(report.Rows.All(row => row is { Date: not null, Model: not null }), "rows with a day and a model");
            Expect.Equal(report.Totals!.Requests, report.Rows.Sum(row => row.Requests));
            Expect.Equal(decimal.Round(report.Totals.NetCost!.Value, 9), decimal.Round(report.Rows.Sum(row => row.NetCost)!.Value, 9));
        });
        await checks.RunAsync("subscription", async () =>
        {
            var subscription = (await CreateClient(sandbox.BaseUri).GetSubscriptionAsync()).Value;
            Expect.Equal(("active", (long?)1_269, (decimal?)36.55m), (subscription.State!, subscription.DailyRemaining, subscription.DailyPercentUsed));
            Expect.Equal(DateTimeKind.Utc, subscription.DailyResetAt!.Value.Kind);
        });
        await checks.RunAsync("balance by a POST request without a body", async () =>
        {
            await sandbox.ClearRequestsAsync();
            var balance = (await CreateClient(sandbox.BaseUri).GetBalanceAsync()).Value;
            Expect.Equal((37.205m, 1.523400000000000001m), (balance.Usd!.Value, balance.Nano!.Value));
            Expect.Equal("POST", (await sandbox.GetRequestsAsync())[0].GetProperty("method").GetString());
        });
        await checks.RunAsync("status=503,type=usage_not_ready: UsageNotReady", async () =>
        {
            var client = CreateClient(sandbox.Fault("status=503,type=usage_not_ready"));
            Expect.Equal(NanoGptErrorKind.UsageNotReady, (await Expect.ThrowsAsync<NanoGptException>(() => client.GetUsageAsync(new()))).Kind);
        });
    }

    private static NanoGptClient CreateClient(Uri baseUri) => new(Calls.Options(baseUri));
}
