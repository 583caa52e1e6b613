using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests how the sandbox saves preferences.</summary>
public sealed class SandboxPreferencesTests : IAsyncLifetime
{
    private const string Known = "openai/gpt-5.2";
    private const string Other = "openai/gpt-5.5";

    private readonly HttpClient http = new();
    private SandboxServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await SandboxServer.StartAsync();
        http.BaseAddress = server.BaseUri;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task An_account_starts_with_its_initial_preferences()
    {
        var subscriber = await GetAsync(Accounts.Subscriber);
        var visible = subscriber["modelPreferences"]!["visibleTextModels"]!.AsObject();

        Assert.Equal(Accounts.Subscriber.VisibleTextModels, visible.ToDictionary(e => e.Key, e => e.Value!.GetValue<bool>()));
        AssertJson("""{"modelPreferences":{}}""", await GetAsync(Accounts.Payer));
    }

    [Fact]
    public async Task An_api_key_does_not_authorize_preferences()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/user/model-visibility");
        request.Headers.Authorization = new("Bearer", Accounts.Subscriber.ApiKey);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"visibleTextModels":{},"modelCategories":null}""")]
    [InlineData("""{"visibleTextModels":{"a":null,"b":"yes","c":[1]},"modelCategories":3,"modelOrder":["b"]}""")]
    public async Task Saved_preferences_are_returned_unchanged(string document)
    {
        server.Save(Accounts.Payer, Parse(document));

        AssertJson($$"""{"modelPreferences":{{document}}}""", await GetAsync(Accounts.Payer));
        AssertJson(document, server.GetSaved(Accounts.Payer));
    }

    [Fact]
    public async Task Preferences_can_be_null_or_missing()
    {
        server.Save(Accounts.Payer, null);
        AssertJson("""{"modelPreferences":null}""", await GetAsync(Accounts.Payer));
        server.RemoveSaved(Accounts.Payer);
        AssertJson("{}", await GetAsync(Accounts.Payer));
        Assert.Null(server.GetSaved(Accounts.Payer));

        await PostAsync(Accounts.Payer, $$$"""{"visibleTextModels":{"{{{Known}}}":true}}""");

        AssertJson($$$"""{"visibleTextModels":{"{{{Known}}}":true}}""", server.GetSaved(Accounts.Payer));
    }

    [Theory]
    [InlineData(Upsert.Merge, """
        {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false,"gone":true},
        "modelCategories":{"openai/gpt-5.2":"Coding"},"modelOrder":[2],"theme":"dark"}
        """)]
    [InlineData(Upsert.Replace, """{"visibleTextModels":{"openai/gpt-5.5":false},"modelOrder":[2]}""")]
    public async Task A_request_merges_or_replaces_the_preferences(Upsert upsert, string expected)
    {
        server.Upsert = upsert;
        server.Save(Accounts.Payer, Parse("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true,"gone":true},
            "modelCategories":{"openai/gpt-5.2":"Coding"},"modelOrder":[1],"theme":"dark"}
            """));

        await PostAsync(Accounts.Payer, """{"visibleTextModels":{"openai/gpt-5.5":false},"modelOrder":[2]}""");

        AssertJson(expected, server.GetSaved(Accounts.Payer));
    }

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Unknown_ids_are_ignored_unless_already_saved(Upsert upsert)
    {
        server.Upsert = upsert;
        server.Save(Accounts.Payer, Parse("""{"visibleTextModels":{"gone":true}}"""));

        await PostAsync(Accounts.Payer, """
            {"visibleTextModels":{"gone":false,"new":true},"modelCategories":{"gone":"Coding","new":"Coding"}}
            """);

        AssertJson(
            """{"visibleTextModels":{"gone":false},"modelCategories":{"gone":"Coding"}}""",
            server.GetSaved(Accounts.Payer));
    }

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task An_invalid_value_is_accepted_only_if_already_saved(Upsert upsert)
    {
        var document = """{"visibleTextModels":{"openai/gpt-5.2":[1,null],"openai/gpt-5.5":null},"modelCategories":"none"}""";
        server.Upsert = upsert;
        server.Save(Accounts.Payer, Parse(document));

        await PostAsync(Accounts.Payer, document);
        AssertJson(document, server.GetSaved(Accounts.Payer));

        foreach (var other in new[]
        {
            """{"visibleTextModels":{"openai/gpt-5.2":[1]}}""",
            """{"visibleTextModels":{"openai/gpt-5.5":"yes"}}""",
            """{"visibleTextModels":{"x-ai/grok-4.3":null}}""",
            """{"visibleTextModels":[]}""",
            """{"modelCategories":{"openai/gpt-5.5":7}}""",
            """{"modelCategories":"some"}""",
            """{"modelCategories":{"a":"x","a":"y"}}""",
            """["visibleTextModels"]""",
            """{"visibleTextModels":""",
        })
        {
            await PostAsync(Accounts.Payer, other, HttpStatusCode.BadRequest);
            AssertJson(document, server.GetSaved(Accounts.Payer));
        }
    }

    [Theory]
    [InlineData(Upsert.Merge)]
    [InlineData(Upsert.Replace)]
    public async Task Ids_can_be_ignored(Upsert upsert)
    {
        server.Upsert = upsert;
        server.Save(Accounts.Payer, Parse("""{"visibleTextModels":{"openai/gpt-5.2":true}}"""));
        server.Ignore(Known, "x-ai/grok-4.3");
        var sent = """{"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"x-ai/grok-4.3":false}}""";

        await PostAsync(Accounts.Payer, sent);
        AssertJson(
            """{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false}}""", server.GetSaved(Accounts.Payer));

        server.Ignore();
        await PostAsync(Accounts.Payer, sent);
        AssertJson(sent, server.GetSaved(Accounts.Payer));
    }

    [Fact]
    public async Task Another_writer_can_change_the_preferences_before_a_request()
    {
        server.Save(Accounts.Payer, Parse("""{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true}}"""));
        server.WriteBefore(2, Accounts.Payer, Parse("""{"visibleTextModels":{"openai/gpt-5.5":null,"a":false}}"""));
        server.WriteBefore(3, Accounts.Payer, Parse("""{"theme":"dark"}"""));
        var before = """{"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":true}}""";

        AssertJson($$"""{"modelPreferences":{{before}}}""", await GetAsync(Accounts.Payer));
        await GetAsync(Accounts.Subscriber);
        AssertJson(before, server.GetSaved(Accounts.Payer));
        await PostAsync(Accounts.Payer, """{"modelCategories":{"openai/gpt-5.2":"Coding"}}""");
        var maps = """
            "visibleTextModels":{"openai/gpt-5.2":true,"a":false},"modelCategories":{"openai/gpt-5.2":"Coding"}
            """;
        AssertJson($"{{{maps}}}", server.GetSaved(Accounts.Payer));
        AssertJson($$$"""{"modelPreferences":{{{{maps}}},"theme":"dark"}}""", await GetAsync(Accounts.Payer));
    }

    [Fact]
    public async Task A_read_can_return_another_response()
    {
        server.SetResponse(2, Accounts.Payer, Parse("""{"other":1}"""));

        AssertJson("""{"modelPreferences":{}}""", await GetAsync(Accounts.Payer));
        AssertJson("""{"other":1}""", await GetAsync(Accounts.Payer));
        AssertJson("""{"modelPreferences":{}}""", await GetAsync(Accounts.Payer));
    }

    [Fact]
    public async Task A_save_can_take_effect_late_or_partially()
    {
        server.Save(Accounts.Payer, Parse("""{"modelCategories":{"a":"x"}}"""));
        server.AddFault(Accounts.Payer, SaveFault.Late);
        server.AddFault(Accounts.Payer, SaveFault.Partial);
        await PostAsync(Accounts.Payer, """{"visibleTextModels":{"openai/gpt-5.2":true}}""");
        await PostAsync(Accounts.Payer, """{"visibleTextModels":{"openai/gpt-5.5":true},"modelCategories":{"a":"y"}}""", HttpStatusCode.ServiceUnavailable);

        var saved = """{"modelPreferences":{"modelCategories":{"a":"x"},"visibleTextModels":{"openai/gpt-5.5":true}}}""";
        AssertJson(saved, await GetAsync(Accounts.Payer));
        AssertJson(saved.Replace("5.5\":true", "5.5\":true,\"openai/gpt-5.2\":true", StringComparison.Ordinal), await GetAsync(Accounts.Payer));
    }

    [Fact]
    public async Task Ids_can_be_saved_in_the_letter_case_of_the_catalog()
    {
        server.HasCanonicalIds = true;

        await PostAsync(Accounts.Payer, """{"visibleTextModels":{"OpenAI/GPT-5.2":true,"nope":true},"modelCategories":{"OPENAI/gpt-5.2":"x"}}""");

        AssertJson("""{"visibleTextModels":{"openai/gpt-5.2":true},"modelCategories":{"openai/gpt-5.2":"x"}}""", server.GetSaved(Accounts.Payer));
    }

    [Fact]
    public async Task The_personalized_list_follows_the_saved_preferences()
    {
        server.Save(Accounts.Payer, Parse($$$"""{"visibleTextModels":{"{{{Known}}}":true,"{{{Other}}}":"true","a":true}}"""));

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/personalized/v1/models");
        request.Headers.Add("x-api-key", Accounts.Payer.ApiKey);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var list = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);

        Assert.Equal([Known], list!["data"]!.AsArray().Select(model => (string?)model!["id"]));
    }

    [Fact]
    public async Task The_control_routes_have_the_same_effects()
    {
        var control = "sandbox/preferences/payer";
        await ControlAsync(HttpMethod.Put, control, """{"visibleTextModels":{"openai/gpt-5.2":true},"theme":"dark"}""");
        await ControlAsync(HttpMethod.Post, control + "/writers?before=1", """{"theme":null}""");
        await ControlAsync(HttpMethod.Post, control + "/responses?to=4", """{"other":1}""");
        await ControlAsync(HttpMethod.Put, "sandbox/ignored", $"""["{Other}"]""");
        await PostAsync(Accounts.Payer, """{"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":true}}""");
        AssertJson(
            """{"visibleTextModels":{"openai/gpt-5.2":false}}""",
            await http.GetFromJsonAsync<JsonObject>(control, TestContext.Current.CancellationToken));

        await ControlAsync(HttpMethod.Put, "sandbox/upsert/replace");
        await PostAsync(Accounts.Payer, """{"modelCategories":{}}""");
        AssertJson("""{"modelPreferences":{"modelCategories":{}}}""", await GetAsync(Accounts.Payer));

        AssertJson("""{"other":1}""", await GetAsync(Accounts.Payer));
        await ControlAsync(HttpMethod.Put, "sandbox/canonical-ids", "true");
        Assert.True(server.HasCanonicalIds);

        await ControlAsync(HttpMethod.Put, control, "null");
        AssertJson("""{"modelPreferences":null}""", await GetAsync(Accounts.Payer));
        await ControlAsync(HttpMethod.Delete, control);
        AssertJson("{}", await GetAsync(Accounts.Payer));
    }

    [Theory]
    [InlineData("PUT", "preferences/unknown", "{}")]
    [InlineData("PUT", "preferences/payer", "[]")]
    [InlineData("PUT", "preferences/payer", "{")]
    [InlineData("POST", "preferences/payer/writers?before=0", "{}")]
    [InlineData("POST", "preferences/payer/writers?before=1", "null")]
    [InlineData("POST", "preferences/payer/responses?to=x", "{}")]
    [InlineData("PUT", "upsert/both", "")]
    [InlineData("PUT", "ignored", "{}")]
    public async Task An_invalid_control_request_is_rejected(string method, string path, string body) =>
        await ControlAsync(new(method), "sandbox/" + path, body, HttpStatusCode.BadRequest);

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Actual: {actual?.ToJsonString()}.");

    private async Task<JsonObject> GetAsync(Account account)
    {
        using var request = Request(HttpMethod.Get, account);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }

    private async Task PostAsync(Account account, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = Request(HttpMethod.Post, account);
        request.Content = new StringContent(body);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
    }

    private async Task ControlAsync(
        HttpMethod method, string path, string body = "", HttpStatusCode status = HttpStatusCode.NoContent)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body) };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
    }

    private static HttpRequestMessage Request(HttpMethod method, Account account)
    {
        var request = new HttpRequestMessage(method, "api/user/model-visibility");
        request.Headers.Add("Cookie", account.Cookie);
        return request;
    }
}
