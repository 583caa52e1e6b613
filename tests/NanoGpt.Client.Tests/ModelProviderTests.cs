using System.Globalization;
using System.Text;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the providers of a model.</summary>
public sealed class ModelProviderTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Key = SecretLeakScanner.Key;

    [Fact]
    public async Task Prices_are_per_million_tokens_and_default_to_the_price_of_the_model()
    {
        var response = await GetResponseAsync("deepseek/deepseek-v4-flash");
        var list = response.Value;

        Assert.Equal(("deepseek/deepseek-v4-flash", "DeepSeek V4 Flash", true), (list.CanonicalId, list.DisplayName, list.SupportsProviderSelection));
        Assert.Equal(
            [
                ("novita", true, "0.147", "0.294", false),
                ("siliconflow", true, "0.14", "0.28", true),
                ("gmicloud", false, "0.493", "1.2", false),
                ("deepinfra", true, "0.14", "0.28", true),
            ],
            list.Providers.Select(provider => (provider.Provider, provider.Available!.Value, Format(provider.PromptPrice), Format(provider.CompletionPrice), provider.IsDefaultPrice)));
        Assert.All(list.Providers, provider => Assert.Equal("deepseek/deepseek-v4-flash", provider.ModelId));
        Assert.Equal("allowed", list.Providers[0].DistillationPolicy!.Status);
        Assert.Equal("fp8", list.Providers[2].AdditionalProperties["quantization"]);
        Assert.Equal("novita", list.Providers[0].ToString());
        Assert.False(response.HasInvalidValue);
    }

    [Fact]
    public async Task A_missing_half_of_a_price_is_null_and_not_the_default()
    {
        var provider = Assert.Single((await GetAsync("NousResearch/hermes-4-405b")).Providers);

        Assert.Equal((1.05m, null, false), (provider.PromptPrice, provider.CompletionPrice, provider.IsDefaultPrice));
    }

    [Fact]
    public async Task A_model_without_provider_selection_has_no_providers()
    {
        var list = await GetAsync("openai/gpt-5.5");

        Assert.False(list.SupportsProviderSelection);
        Assert.Empty(list.Providers);
    }

    [Theory]
    [InlineData("a/b:c", "a%2Fb%3Ac")]
    [InlineData("a b?c#d%2F", "a%20b%3Fc%23d%252F")]
    [InlineData("é", "%C3%A9")]
    public async Task The_id_is_escaped_including_slashes(string id, string escaped)
    {
        Server.ClearRequests();

        var response = await GetResponseAsync(id, Server.AddResponse("""{"providers":[]}"""));

        var request = Assert.Single(Server.Requests);
        Assert.EndsWith($"/api/models/{escaped}/providers", request.Path, StringComparison.Ordinal);
        Assert.Equal("", request.Query);
        Assert.Equal(200, response.Request.StatusCode);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(Key, 1)]
    public async Task The_key_is_optional(string? key, int credentials)
    {
        Server.ClearRequests();

        Assert.NotEmpty((await GetAsync("deepseek/deepseek-v3.2", key: key)).Providers);
        Assert.Equal(credentials, Assert.Single(Server.Requests).Credentials.Count);
    }

    [Fact]
    public async Task An_unknown_model_is_not_found()
    {
        var failure = await FailAsync("nope");

        Assert.Equal((NanoGptErrorKind.NotFound, "model_not_found"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_transient_failure_is_retried()
    {
        var options = TestClient.Options(Server.GetFaultUri("status=503,retry-after=0,times=1,tag=providers")) with { MaximumRetryCount = 1, TimeProvider = new AutoAdvanceTimeProvider() };

        var response = await new NanoGptClient(options).GetProvidersAsync("deepseek/deepseek-v3.2", TestContext.Current.CancellationToken);

        Assert.Equal((2, 2), (response.Request.Attempt, response.Value.Providers.Count));
    }

    [Theory]
    [InlineData("0.00014", "0.14")]
    [InlineData("1.4e-4", "0.14")]
    [InlineData("\"0.00014\"", "0.14")]
    [InlineData("0.00014000000000000001", "0.14")]
    [InlineData("0.00049299999999999994", "0.493")]
    [InlineData("0", "0")]
    [InlineData("0.010", "10")]
    [InlineData("0.0000000001", "0.0000001")]
    public async Task A_price_has_no_binary_floating_point_noise(string json, string price)
    {
        var provider = await ReadProviderAsync($$"""{"provider":"p","pricing":{"inputPer1kTokens":{{json}},"outputPer1kTokens":{{json}} } }""");

        Assert.Equal((price, price), (Format(provider.PromptPrice), Format(provider.CompletionPrice)));
    }

    [Theory]
    [InlineData("""{"provider":"p"}""")]
    [InlineData("""{"provider":"p","pricing":null}""")]
    [InlineData("""{"provider":"p","pricing":{}}""")]
    [InlineData("""{"provider":"p","pricing":{"inputPer1kTokens":null,"outputPer1kTokens":null}}""")]
    public async Task A_provider_without_its_own_price_has_the_default_price(string entry)
    {
        var provider = await ReadProviderAsync(entry);

        Assert.Equal((1m, 2m, true), (provider.PromptPrice, provider.CompletionPrice, provider.IsDefaultPrice));
        Assert.Equal((null, null), (provider.Available, provider.DistillationPolicy));
    }

    [Theory]
    [InlineData("\"pricing\":5", "pricing", "5")]
    [InlineData("\"pricing\":[1]", "pricing", "[1]")]
    [InlineData("\"pricing\":{\"inputPer1kTokens\":\"free\"}", "pricing.inputPer1kTokens", "\"free\"")]
    [InlineData("\"pricing\":{\"outputPer1kTokens\":79228162514264337593543950335}", "pricing.outputPer1kTokens", "79228162514264337593543950335")]
    public async Task An_invalid_price_is_unknown_and_not_the_default_price(string field, string name, string kept)
    {
        var response = await ReadResponseAsync($$"""{"defaultPrice":{"inputPer1kTokens":0.001},"providers":[{"provider":"p",{{field}},"new":1}]}""", Key);

        var provider = Assert.Single(response.Value.Providers);
        Assert.True(response.HasInvalidValue);
        Assert.Equal((null, null, false), (provider.PromptPrice, provider.CompletionPrice, provider.IsDefaultPrice));
        Assert.Equal(kept, JsonSerializer.Serialize(provider.AdditionalProperties[name]));
        Assert.Equal(1L, provider.AdditionalProperties["new"]);
    }

    [Fact]
    public async Task Unknown_properties_are_kept()
    {
        var list = await ReadAsync("""{"providers":[{"provider":"p","pricing":{"cachedPer1kTokens":0.1}}],"region":"eu","defaultPrice":{"cachedPer1kTokens":1}}""", Key);

        Assert.Equal(["region", "defaultPrice.cachedPer1kTokens"], list.AdditionalProperties.Keys);
        Assert.Equal(0.1m, Assert.Single(list.Providers).AdditionalProperties["pricing.cachedPer1kTokens"]);
    }

    [Fact]
    public async Task An_entry_without_a_provider_name_is_skipped()
    {
        var list = await ReadAsync("""{"providers":[1,{"available":true},{"provider":""},{"provider":7},[{"provider":"x"}],null,{"provider":"p"}]}""", Key);

        Assert.Equal("p", Assert.Single(list.Providers).Provider);
        Assert.Equal(6, list.SkippedEntryCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"providers":{}}""")]
    [InlineData("""{"providers":[]""")]
    [InlineData("""{"providers":[]} x""")]
    [InlineData("<html>" + Key + "</html>")]
    [InlineData("{\"" + Key + "\":1}")]
    public async Task A_body_that_is_not_a_list_of_providers_is_an_error(string body)
    {
        var failure = await FailAsync("some/model", Server.AddResponse(body), Key);

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.StartsWith("The response contains no providers: it ", failure.Message, StringComparison.Ordinal);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Fact]
    public async Task Invalid_unicode_and_a_byte_order_mark_do_not_invalidate_the_response()
    {
        byte[] body = [.. "\uFEFF"u8, .. Encoding.Latin1.GetBytes("""{"providers":[{"provider":"café \ud83d"}]}""")];

        var response = await GetResponseAsync("a", Server.AddResponse(body));

        Assert.Equal("caf\uFFFD \uFFFD", Assert.Single(response.Value.Providers).Provider);
        Assert.True(response.HasInvalidValue);
    }

    [Fact]
    public async Task A_key_in_the_response_is_redacted()
    {
        var list = await ReadAsync(
            """{"displayName":"{0}","providers":[{"provider":"{0}","{0}":"{0}","pricing":{"inputPer1kTokens":"{0}"},"distillationPolicy":{"note":"{0}"}}]}""".Replace("{0}", Key, StringComparison.Ordinal),
            Key);

        Assert.Equal("****mhzt", Assert.Single(list.Providers).Provider);
        SecretLeakScanner.AssertNotIn(list);
        SecretLeakScanner.AssertNotIn(JsonSerializer.Serialize(list.Providers));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_request_can_be_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        var client = new NanoGptClient(TestClient.Options(Server.GetFaultUri("hold=10,tag=cancel")));
        Server.ClearRequests();
        var providers = client.GetProvidersAsync("deepseek/deepseek-v3.2", cancellation.Token);
        await Eventually.IsTrueAsync(() => Server.Requests.Count == 1 && Server.Requests[0].BytesSent > 0);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => providers);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }

    private static string? Format(decimal? price) => price?.ToString(CultureInfo.InvariantCulture);

    private async Task<ModelProvider> ReadProviderAsync(string entry)
    {
        var response = await ReadResponseAsync($$"""{"supportsProviderSelection":true,"providers":[{{entry}}],"defaultPrice":{"inputPer1kTokens":0.001,"outputPer1kTokens":"0.002"} }""", null);
        Assert.False(response.HasInvalidValue);
        return Assert.Single(response.Value.Providers);
    }

    private async Task<ModelProviderList> ReadAsync(string body, string? key) => (await ReadResponseAsync(body, key)).Value;

    private Task<ServiceResponse<ModelProviderList>> ReadResponseAsync(string body, string? key) =>
        GetResponseAsync("some/model", Server.AddResponse(body), key);

    private async Task<ModelProviderList> GetAsync(string id, Uri? baseUri = null, string? key = null) => (await GetResponseAsync(id, baseUri, key)).Value;

    private Task<ServiceResponse<ModelProviderList>> GetResponseAsync(string id, Uri? baseUri = null, string? key = null) =>
        new NanoGptClient(TestClient.Options(baseUri ?? Server.BaseUri, key)).GetProvidersAsync(id, TestContext.Current.CancellationToken);

    private Task<NanoGptException> FailAsync(string id, Uri? baseUri = null, string? key = null) =>
        Assert.ThrowsAsync<NanoGptException>(() => GetResponseAsync(id, baseUri, key));
}
