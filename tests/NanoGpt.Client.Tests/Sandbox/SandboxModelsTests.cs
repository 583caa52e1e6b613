using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests generated lists and the number of bytes sent.</summary>
public sealed class SandboxModelsTests
{
    private const int TestTimeout = 120_000;
    private const string List = "api/v1/models";

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1_000)]
    public async Task A_sandbox_serves_the_specified_number_of_models(int count)
    {
        await using var server = await StartAsync(count);

        var models = await ReadAsync(server, List + "?detailed=true");

        Assert.Equal(count, models.Length);
        Assert.Equal(models.Select(Id).Distinct(), models.Select(Id));
        Assert.Equal(models.Select(Id), (await ReadAsync(server, List)).Select(Id));
    }

    [Fact]
    public async Task A_generated_model_differs_only_in_its_id()
    {
        var catalog = SandboxCatalog.Entries;
        await using var server = await StartAsync(2 * catalog.Count);

        var models = await ReadAsync(server, List + "?detailed=true");

        Assert.Equal(catalog.Select(entry => entry.Id), models.Take(catalog.Count).Select(Id));
        Assert.All(models.Take(catalog.Count).Zip(models.Skip(catalog.Count)), pair => Assert.Equal(
            pair.First.GetRawText().Replace($"\"id\":\"{Id(pair.First)}\"", $"\"id\":\"{Id(pair.First)}~0001\""),
            pair.Second.GetRawText()));
    }

    [Fact]
    public async Task Generated_models_have_the_prices_of_the_account()
    {
        await using var server = await StartAsync(2 * SandboxCatalog.Entries.Count);

        var models = await ReadAsync(server, List + "?detailed=true", Accounts.Payer.ApiKey);

        Assert.Equal(
            [0.9, 0.9],
            models.Where(model => Id(model).StartsWith("anthropic/claude-haiku-latest", StringComparison.Ordinal))
                .Select(model => model.GetProperty("pricing").GetProperty("prompt").GetDouble()));
    }

    [Fact]
    public async Task Preferences_for_generated_models_are_saved()
    {
        await using var server = await StartAsync(100);
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        http.DefaultRequestHeaders.Add("Cookie", Accounts.Payer.Cookie);
        var id = Id((await ReadAsync(server, List))[^1]);
        Assert.EndsWith("~0002", id, StringComparison.Ordinal);

        using var content = new StringContent($$$"""{"visibleTextModels":{"{{{id}}}":true}}""");
        (await http.PostAsync("api/user/model-visibility", content, TestContext.Current.CancellationToken)).Dispose();

        Assert.True((bool?)server.GetSaved(Accounts.Payer)?["visibleTextModels"]?[id]);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Hold_after_models_stops_the_list_until_the_client_disconnects()
    {
        await using var server = await StartAsync(1_000);
        using var http = new HttpClient();
        var first = (await ReadAsync(server, List)).Take(100).Select(model => model.GetRawText());
        var expected = $$"""{"object":"list","data":[{{string.Join(',', first)}}""";
        server.ClearRequests();

        var part = new byte[Encoding.UTF8.GetByteCount(expected)];
        using (var body = await http.GetStreamAsync(
            new Uri(server.GetFaultUri("hold-after-models=100"), List), TestContext.Current.CancellationToken))
        {
            await body.ReadExactlyAsync(part, TestContext.Current.CancellationToken);
            Assert.Equal((part.Length, false), (server.Requests[0].BytesSent, server.Requests[0].Aborted));
        }

        await Eventually.IsTrueAsync(() => server.Requests[0].Aborted);
        Assert.Equal(expected, Encoding.UTF8.GetString(part));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_log_records_bytes_sent_and_disconnected_clients()
    {
        await using var server = await StartAsync(100_000);
        using var http = new HttpClient();
        var address = new Uri(server.BaseUri, List + "?detailed=true");
        var length = (await http.GetByteArrayAsync(address, TestContext.Current.CancellationToken)).Length;
        var first = Assert.Single(server.Requests);
        Assert.Equal(length, first.BytesSent);
        Assert.False(first.Aborted);
        server.ClearRequests();

        using (var body = await http.GetStreamAsync(address, TestContext.Current.CancellationToken))
            await body.ReadExactlyAsync(new byte[1_000], TestContext.Current.CancellationToken);

        await Eventually.IsTrueAsync(() => server.Requests[0].Aborted);
        Assert.InRange(server.Requests[0].BytesSent, 1_000, length / 2);
    }

    private static Task<SandboxServer> StartAsync(int count) =>
        SandboxServer.StartAsync(new() { ModelCount = count }, TestContext.Current.CancellationToken);

    private static async Task<JsonElement[]> ReadAsync(SandboxServer server, string path, string? key = null)
    {
        using var http = new HttpClient { BaseAddress = server.BaseUri };
        if (key is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var list = JsonSerializer.Deserialize<JsonElement>(
            await http.GetByteArrayAsync(path, TestContext.Current.CancellationToken));
        return [.. list.GetProperty("data").EnumerateArray()];
    }

    private static string Id(JsonElement model) => model.GetProperty("id").GetString()!;
}
