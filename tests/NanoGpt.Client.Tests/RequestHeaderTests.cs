using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the credentials and headers of requests.</summary>
public sealed class RequestHeaderTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData(AuthenticationHeader.Bearer, "bearer")]
    [InlineData(AuthenticationHeader.XApiKey, "x-api-key")]
    public async Task The_key_is_sent_only_in_the_selected_header(AuthenticationHeader header, string credential)
    {
        Server.ClearRequests();
        var options = TestClient.Options(Server.BaseUri, Accounts.Subscriber.ApiKey) with { AuthenticationHeader = header };
        await TestClient.ListAsync(options, new() { Scope = ModelScope.Personalized });

        var request = Assert.Single(Server.Requests);
        Assert.Equal([credential], request.Credentials);
        Assert.Equal(Accounts.Subscriber.ApiKey, request.ApiKey);
    }

    [Fact]
    public async Task Without_a_key_no_credentials_are_sent()
    {
        await TestClient.ListAsync(Server.BaseUri);

        Assert.Empty(Server.Requests[^1].Credentials);
    }

    [Fact]
    public async Task An_anonymous_query_sends_no_key_but_redacts_it()
    {
        const string key = "sk-nano-00000000-0000-4000-8000-00000000beef";
        Server.ClearRequests();

        var result = await TestClient.ListAsync(Server.AddResponse(ListOf($$"""{"id":"{{key}}"}""")), new() { IsAnonymous = true }, key);

        Assert.Empty(Assert.Single(Server.Requests).Credentials);
        Assert.Equal(["****beef"], result.Ids);
    }

    [Fact]
    public async Task A_request_has_exactly_the_expected_headers()
    {
        await using var server = StartListServer();
        await TestClient.ListAsync(server.BaseUri);

        Assert.True(server.Received.TryDequeue(out var received));
        var headers = received.TrimEnd().Split(Environment.NewLine)[1..]
            .Select(line => line.Split(": ")).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(["Accept", "Accept-Encoding", "Host", "User-Agent"], headers.Keys.Order());
        Assert.Equal("application/json", headers["Accept"]);
        Assert.Equal($"NanoGpt/{Manifest.Texts("ModuleVersion")[0]}", headers["User-Agent"]);
    }

    [Fact]
    public async Task Response_cookies_are_not_sent_back()
    {
        await using var server = StartListServer("Set-Cookie: visitor=1; Path=/");
        await TestClient.ListAsync(server.BaseUri);
        await TestClient.ListAsync(server.BaseUri);

        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, head => Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Concurrent_clients_send_their_own_keys()
    {
        Account[] accounts = [.. Enumerable.Repeat(Accounts.All, 10).SelectMany(accounts => accounts)];
        Server.ClearRequests();

        var lists = await Task.WhenAll(accounts.Select(account =>
            TestClient.ListAsync(Server.BaseUri, new() { Scope = ModelScope.Personalized }, account.ApiKey)));

        Assert.All(lists.Zip(accounts), pair =>
            Assert.Equal(pair.Second == Accounts.Subscriber, pair.First.Ids.Contains("NousResearch/hermes-4-405b")));
        Assert.Equal(accounts.Length, Server.Requests.Count);
    }

    private static RawServer StartListServer(string header = "Cache-Control: no-store") =>
        new($"""
            HTTP/1.1 200 OK
            {header}
            """, """{"data":[]}"""u8.ToArray());
}
