using System.Globalization;
using System.Net;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the sandbox's usage, subscription, and balance routes.</summary>
public sealed class SandboxAccountTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Usage = "api/v1/usage";

    [Theory]
    [InlineData("from=2026-10-01&to=2026-10-31", HttpStatusCode.OK)]
    [InlineData("from=2025-10-31&to=2026-10-31&group_by=day", HttpStatusCode.OK)]
    [InlineData("from=2025-10-30&to=2026-10-31", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-10-31&to=2026-10-30", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-10-01", HttpStatusCode.BadRequest)]
    [InlineData("to=2026-10-01", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-10-01&to=2026-10-32", HttpStatusCode.BadRequest)]
    [InlineData("from=2026-10-01&to=2026-10-31T00:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("group_by=model,day", HttpStatusCode.BadRequest)]
    [InlineData("group_by=hour", HttpStatusCode.BadRequest)]
    [InlineData("limit=10", HttpStatusCode.BadRequest)]
    public async Task A_usage_query_is_validated(string query, HttpStatusCode status)
    {
        var (actual, _) = await SendAsync(HttpMethod.Get, $"{Usage}?{query}", Accounts.Subscriber.ApiKey);

        Assert.Equal(status, actual);
    }

    [Fact]
    public async Task A_usage_query_ends_today_at_the_latest()
    {
        // Two days ahead is in the future even if the day ends before the request arrives.
        var future = DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var (status, _) = await SendAsync(HttpMethod.Get, $"{Usage}?from=2026-10-01&to={future}", Accounts.Subscriber.ApiKey);

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Usage_without_a_query_is_that_of_the_last_30_days_by_day_and_model()
    {
        var (_, report) = await SendAsync(HttpMethod.Get, Usage, Accounts.Subscriber.ApiKey);

        var (from, to) = (report.GetProperty("from").GetDateTime(), report.GetProperty("to").GetDateTime());
        Assert.Equal(29, (to - from).Days);
        Assert.Equal([to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], Texts(report.GetProperty("source").GetProperty("liveDays")));
        Assert.Equal(29, report.GetProperty("source").GetProperty("rollupDays").GetArrayLength());
        Assert.True(report.TryGetProperty("byDayModel", out var rows));
        Assert.All(rows.EnumerateArray(), row => Assert.InRange(row.GetProperty("date").GetDateTime(), from, to));
        Assert.False(report.TryGetProperty("byDay", out _) || report.TryGetProperty("byModel", out _));
    }

    [Fact]
    public async Task Usage_of_a_past_day_does_not_change()
    {
        const string query = $"{Usage}?from=2026-03-01&to=2026-03-20&group_by=day,model";

        var (_, first) = await SendAsync(HttpMethod.Get, query, Accounts.Subscriber.ApiKey);
        var (_, second) = await SendAsync(HttpMethod.Get, query, Accounts.Subscriber.ApiKey);

        Assert.Equal(first.GetProperty("byDayModel").GetRawText(), second.GetProperty("byDayModel").GetRawText());
        Assert.Equal(first.GetProperty("totals").GetRawText(), second.GetProperty("totals").GetRawText());
    }

    [Theory]
    [InlineData("GET", Usage)]
    [InlineData("GET", "api/subscription/v1/usage")]
    [InlineData("POST", "api/check-balance")]
    public async Task An_account_route_requires_a_valid_key(string method, string path)
    {
        foreach (var key in new[] { null, "sk-nano-unknown" })
        {
            var (status, error) = await SendAsync(new(method), path, key);

            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal("authentication_error", error.GetProperty("error").GetProperty("type").GetString());
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? key)
    {
        using var http = new HttpClient { BaseAddress = Server.BaseUri };
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Add("x-api-key", key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (response.StatusCode, body.RootElement.Clone());
    }

    private static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(value => value.GetString());
}
