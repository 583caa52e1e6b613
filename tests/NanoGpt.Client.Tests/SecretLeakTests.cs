using System.Text;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that no object returned by the client contains the key at any depth.</summary>
public sealed class SecretLeakTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Key = SecretLeakScanner.Key;

    public static TheoryData<object> Locations { get; } =
    [
        Key, $"a {Key} b", Key[8..16], Encoding.UTF8.GetBytes(Key), Encoding.Unicode.GetBytes(Key), Key.ToCharArray(),
        new List<object?> { null, 1, new Dictionary<string, object> { ["x"] = new Lazy<string>(Key) } },
        new InvalidOperationException("outer", new ArgumentException(Key)),
        (1, (2, new Uri($"https://example.com/{Key}"))), new Func<int>(Key.ToCharArray().Count),
    ];

    [Theory]
    [MemberData(nameof(Locations), DisableDiscoveryEnumeration = true)]
    public void The_scanner_finds_a_key_in_every_location(object place) => Assert.NotNull(SecretLeakScanner.Find(place));

    [Theory]
    [InlineData(Key, "****mhzt")]
    [InlineData($"No account has {Key}, not {Key}", "No account has ****mhzt, not ****mhzt")]
    public async Task A_key_in_a_service_message_is_redacted(string message, string redacted)
    {
        var (failure, _) = await FailAsync(Server.AddResponse(
            $$$"""{"error":{"message":"{{{message}}}","code":"{{{message}}}","type":"{{{message}}}"}}""", status: 401));

        Assert.Equal((redacted, redacted, redacted), (failure.ServiceMessage, failure.Code, failure.ErrorType));
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [InlineData($"HTTP/1.1 401 {Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nX-Request-ID: {Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nContent-Type: {Key}/{Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer {Key}")]
    [InlineData($"HTTP/1.1 302 Found\nLocation: https://example.com/{Key}?key={Key}#{Key}")]
    [InlineData($"HTTP/1.1 302 Found\nLocation: https://{Key}@{Key}.example.com/")]
    [InlineData($"HTTP/1.1 200 OK\nX-Request-ID: {Key}\nContent-Type: {Key}/{Key}")]
    [InlineData($"HTTP/1.1 200 {Key}\n{Key}: {Key}")]
    [InlineData($"HTTP/1.1 200 OK\nAuthorization - Bearer {Key}")]
    [InlineData($"{Key} 200 OK")]
    [InlineData($"HTTP/1.1 {Key}")]
    public async Task A_key_in_a_response_header_is_redacted(string head)
    {
        await using var server = new RawServer(head, "Forbidden"u8.ToArray());

        var (failure, _) = await FailAsync(server.BaseUri);

        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}\r\n{\"data\":[]}")]
    [InlineData("5;{0}\n")]
    public async Task A_key_in_an_invalid_chunk_size_is_not_quoted(string body)
    {
        // .NET quotes the chunk size in hexadecimal.
        var hex = Convert.ToHexString(Encoding.ASCII.GetBytes(Key));
        await using var server = new RawServer(
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", Encoding.ASCII.GetBytes(body.Replace("{0}", Key, StringComparison.Ordinal)));

        var (failure, _) = await FailAsync(server.BaseUri);

        Assert.Equal(NanoGptErrorKind.ConnectionFailed, failure.Kind);
        SecretLeakScanner.AssertNotIn(failure);
        Assert.DoesNotContain(hex[16..32], failure.ToString().Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_key_in_the_property_names_of_an_invalid_list_is_redacted_if_escaped()
    {
        var escaped = string.Concat(Key.Select(c => $@"\u{(int)c:x4}"));

        var (failure, _) = await FailAsync(Server.AddResponse($$"""{"{{Key}}":1,"{{escaped}}":2,"\ud800":3}"""));

        Assert.Contains("Its properties are ****mhzt, ****mhzt, \uFFFD", failure.Message, StringComparison.Ordinal);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("The key {0}... is unknown.")]
    [InlineData("'{0}' or '{0}'?")]
    public async Task A_truncated_key_is_redacted_at_any_position(string message)
    {
        foreach (var length in Enumerable.Range(16, Key.Length - 16))
        {
            var text = message.Replace("{0}", Key[..length], StringComparison.Ordinal);
            var (failure, _) = await FailAsync(Server.AddResponse($$$"""{"error":{"message":"{{{text}}}"}}""", status: 401));

            Assert.Equal(message.Replace("{0}", "****", StringComparison.Ordinal), failure.ServiceMessage);
            SecretLeakScanner.AssertNotIn(failure);
        }
    }

    [Theory]
    [InlineData("""{"id":"{0}","object":"model"}""")]
    [InlineData("""{"id":"a","name":"{0}","owned_by":"{0}","description":"with {0}, and {0}","category":"{0}"}""")]
    [InlineData("""{"id":"a","{0}":1,"other":{"{0}":["{0}",{"deep":"{0}"}]},"capabilities":{"{0}":true}}""")]
    [InlineData("""{"id":"a","context_length":"{0}","created":"{0}","icon_url":"/{0}","pricing":{"prompt":"{0}","unit":"{0}"}}""")]
    [InlineData("""{"id":"a","cost_estimate":"{0}","subscription":{"note":"{0}"},"architecture":{"input_modalities":["{0}"]}}""")]
    [InlineData("""{"id":"a","tags":["{0}"],"supported_parameters":{"{0}":["{0}"]},"pricing":{"per_image":{"{0}":1,"auto":"{0}"},"per_second":"{0}"}}""")]
    [InlineData("""{"id":"a","description":"\ud83d {0}"}""")]
    public async Task A_key_in_a_list_is_redacted(string entry)
    {
        string[] spellings =
        [
            Key, Key[..^1], Key.Replace("-", @"\u002d", StringComparison.Ordinal), @"\u0073" + Key[1..],
            string.Concat(Key.Select(c => $@"\u{(int)c:X4}")), "\\n" + Key,
        ];
        foreach (var spelling in spellings)
        {
            // Places the key at the end of the first buffer and beyond.
            var before = string.Concat(Enumerable.Range(0, 2_000).Select(number => $$"""{"id":"model-{{number}}"},"""));
            var body = $$"""{"data":[{{before}}{{entry.Replace("{0}", spelling, StringComparison.Ordinal)}},{"id":"last"}]}""";

            var (models, _) = await TestClient.ListAsync(Server.AddResponse(body), key: Key);

            Assert.Equal(2_002, models.Count);
            Assert.Equal("last", models[^1].Id);
            SecretLeakScanner.AssertNotIn(models[^2]);
            SecretLeakScanner.AssertNotIn(models[^2].AdditionalProperties);
            SecretLeakScanner.AssertNotIn(JsonSerializer.Serialize(models[^2]));
            SecretLeakScanner.AssertNotIn(models);
        }
    }

    [Fact]
    public async Task A_list_with_only_a_short_key_or_a_key_prefix_is_unchanged()
    {
        const string body = """{"data":[{"id":"openai/gpt-5.5","name":"caf\u0065 \u003c","note":{"price":1.50,"big":12345678901234567890}}]}""";
        foreach (var key in new[] { "openai", "openai/gpt-5.5", "openai/gpt-5.5-key-of-mine", Key })
        {
            var (models, _) = await TestClient.ListAsync(Server.AddResponse(body), key: key);

            var model = Assert.Single(models);
            Assert.Equal(("openai/gpt-5.5", "cafe <"), (model.Id, model.Name));
            var (plain, _) = await TestClient.ListAsync(Server.AddResponse(body));
            Assert.Equal(JsonSerializer.Serialize(plain[0].AdditionalProperties), JsonSerializer.Serialize(model.AdditionalProperties));
        }
    }

    [Theory]
    [InlineData("""sk/0123456789/abcdef+ghijkl""", """sk\/0123456789\/abcdef+ghijkl""")]
    [InlineData("""sk"0123456789"abcdef+ghijkl""", """sk\"0123456789\"abcdef+ghijkl""")]
    [InlineData("""sk\0123456789\abcdef+ghijkl""", """sk\\0123456789\\abcdef+ghijkl""")]
    public async Task A_key_with_json_escapes_is_redacted_in_a_list(string key, string spelling)
    {
        var (models, _) = await TestClient.ListAsync(Server.AddResponse($$"""{"data":[{"id":"a {{spelling}} b"}]}"""), key: key);

        Assert.Equal("a ****ijkl b", Assert.Single(models).Id);
    }

    [Theory]
    [InlineData("<html>", "</html>")]
    [InlineData("", "")]
    [InlineData("t", "")]
    [InlineData("{\"", "\":1}")]
    [InlineData("{\"data\":[", "]}")]
    [InlineData("{\"data\":[{\"id\":\"a\"},n", "]}")]
    [InlineData("{\"data\":[{\"id\":\"a\",\"created\":\"", "\"")]
    public async Task A_key_in_a_quoted_body_is_redacted(string before, string after)
    {
        var (failure, _) = await FailAsync(Server.AddResponse(before + Key + after));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [InlineData(200, "<", "", 0)]
    [InlineData(401, "{\"error\":\"", "\"}", 440)]
    public async Task A_key_at_the_end_of_truncated_text_is_redacted(
        int status, string before, string after, int length)
    {
        foreach (var text in Enumerable.Range(length, 80).Select(length => new string('x', length)))
        {
            var (failure, _) = await FailAsync(Server.AddResponse(before + text + Key + after, status: status));
            SecretLeakScanner.AssertNotIn(failure);
        }
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData("status=401", NanoGptErrorKind.Unauthorized)]
    [InlineData("status=429,retry-after=5", NanoGptErrorKind.RateLimited)]
    [InlineData("status=502,shape=html", NanoGptErrorKind.ServiceFailed)]
    [InlineData("redirect=302,to=https://example.com/", NanoGptErrorKind.Redirected)]
    [InlineData("drop", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("reset=500", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("truncate=500", NanoGptErrorKind.InvalidResponse)]
    [InlineData("html", NanoGptErrorKind.InvalidResponse)]
    [InlineData("empty", NanoGptErrorKind.InvalidResponse)]
    [InlineData("delay=600", NanoGptErrorKind.TimedOut)]
    [InlineData("hold=500", NanoGptErrorKind.TimedOut)]
    public async Task No_error_contains_the_key(string fault, NanoGptErrorKind kind)
    {
        var limit = TimeSpan.FromSeconds(kind == NanoGptErrorKind.TimedOut ? 0.5 : 100);

        var (failure, _) = await TestClient.ListAndFailAsync(TestClient.Options(Server.GetFaultUri(fault), Key) with { Timeout = limit });

        Assert.Equal(kind, failure.Kind);
        Assert.Empty(failure.Data);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [InlineData(AuthenticationHeader.Bearer)]
    [InlineData(AuthenticationHeader.XApiKey)]
    public async Task No_model_or_request_info_contains_the_key(AuthenticationHeader header)
    {
        var options = TestClient.Options(Server.BaseUri, Key) with { AuthenticationHeader = header };
        var (models, list) = await TestClient.ListAsync(options, new() { Detailed = true });

        Assert.Equal(Key, Server.Requests[^1].ApiKey);
        Assert.NotEmpty(models);
        SecretLeakScanner.AssertNotIn(models);
        SecretLeakScanner.AssertNotIn(models.Select(model => model.AdditionalProperties).ToList());
        SecretLeakScanner.AssertNotIn(list.Request);
        SecretLeakScanner.AssertNotIn(options);
        Assert.DoesNotContain(Key, options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_canceled_call_does_not_contain_the_key()
    {
        var given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(TestClient.Options(Server.BaseUri, Key)).ListModelsAsync(new(), new(canceled: true)));

        SecretLeakScanner.AssertNotIn(given);
    }

    private static Task<ListFailure> FailAsync(Uri baseUri) => TestClient.ListAndFailAsync(baseUri, key: Key);
}
