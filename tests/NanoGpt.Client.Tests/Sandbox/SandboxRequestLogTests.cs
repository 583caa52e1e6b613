using System.Text.Json;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the request log of the sandbox.</summary>
public sealed class SandboxRequestLogTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("{\"größe\":1}")]
    [InlineData(null)]
    [InlineData("")]
    public async Task The_log_records_the_body_as_text(string? body)
    {
        Server.ClearRequests();

        await SendAsync(HttpMethod.Post, Server.BaseUri, body);

        var request = Assert.Single(Server.Requests);
        Assert.Equal(body is "" ? null : body, request.Body);
        Assert.Equal(request.Body, (await ReadLogAsync())[0].GetProperty("body").GetString());
    }

    [Fact]
    public async Task The_log_records_the_body_of_a_request_with_a_fault()
    {
        Server.ClearRequests();

        await SendAsync(HttpMethod.Post, Server.GetFaultUri("status=503"), "{}");

        Assert.Equal("{}", Assert.Single(Server.Requests).Body);
    }

    [Fact]
    public async Task The_log_records_the_time_of_arrival()
    {
        Server.ClearRequests();
        var before = DateTimeOffset.UtcNow;

        await SendAsync(HttpMethod.Get, Server.BaseUri);
        await SendAsync(HttpMethod.Get, Server.BaseUri);

        DateTimeOffset[] times = [before, .. Server.Requests.Select(request => request.ReceivedAt), DateTimeOffset.UtcNow];
        Assert.Equal(4, times.Length);
        Assert.Equal(times.Order(), times);
        Assert.Equal(TimeSpan.Zero, times[1].Offset);
        Assert.Equal(times[1], (await ReadLogAsync())[0].GetProperty("receivedAt").GetDateTimeOffset());
    }

    private static async Task SendAsync(HttpMethod method, Uri baseUri, string? body = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(baseUri, "api/v1/models"));
        if (body is not null) request.Content = new StringContent(body);
        (await http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    private async Task<JsonElement> ReadLogAsync()
    {
        using var http = new HttpClient();
        var log = await http.GetStringAsync(
            new Uri(Server.BaseUri, "sandbox/requests"), TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(log);
    }
}
