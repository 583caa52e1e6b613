using System.Text;
using NanoGpt.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests reading preferences from valid and invalid responses.</summary>
public sealed class VisibilityReadingTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    [Fact]
    public async Task Each_id_of_either_map_yields_one_entry_in_ordinal_order()
    {
        Save("""
            {"visibleTextModels":{"b":true,"a":false,"Z":true,"ä":true},
            "modelCategories":{"c":"Coding","a":"General","b":""}}
            """);

        var entries = (await GetAsync()).Entries.Select(entry => (entry.Id, entry.Visible, entry.Category));

        Assert.Equal(
            [("Z", true, null), ("a", false, "General"), ("b", true, null), ("c", null, "Coding"), ("ä", (bool?)true, (string?)null)],
            entries);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"visibleTextModels":{},"modelCategories":{}}""")]
    [InlineData("""{"visibleTextModels":null,"modelCategories":null}""")]
    [InlineData("""{"visibleTextModels":[],"modelCategories":[]}""")]
    [InlineData("""{"theme":"dark"}""")]
    public async Task Missing_empty_or_null_maps_yield_no_entries(string document)
    {
        Save(document);

        var preferences = await GetAsync();

        Assert.Empty(preferences.Entries);
        Assert.Equal(0, preferences.InvalidValueCount);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"modelPreferences":null}""")]
    [InlineData("""{"modelPreferences":[]}""")]
    [InlineData("""{"modelPreferences":{},"requestId":7}""")]
    [InlineData("\uFEFF{\"modelPreferences\":{}}")]
    public async Task Missing_empty_or_null_preferences_yield_no_entries(string response) =>
        Assert.Empty((await GetAsync(CreateOptions(response))).Entries);

    [Theory]
    [InlineData("""{"visibleTextModels":{"a":"yes","b":1,"c":[true],"d":{},"e":null,"f":true}}""", 4)]
    [InlineData("""{"modelCategories":{"a":1,"b":true,"c":["x"],"d":{},"e":null,"f":"x"}}""", 4)]
    public async Task Invalid_values_are_counted_and_read_as_null(string document, int count)
    {
        Save(document);

        var preferences = await GetAsync();

        Assert.Equal(count, preferences.InvalidValueCount);
        Assert.Equal(["a", "b", "c", "d", "e", "f"], preferences.Entries.Select(entry => entry.Id));
        Assert.All(preferences.Entries.SkipLast(1), entry => Assert.True(entry is { Visible: null, Category: null }));
        Assert.Contains(preferences.Entries, entry => entry is { Visible: true } or { Category: "x" });
    }

    [Theory]
    [InlineData("""{"modelPreferences":{"modelCategories":{"a":"\ud83d","b":"x"}}}""", "x")]
    [InlineData("""{"modelPreferences":{"modelCategories":{"a":"\udd25!","b":"\ud83d\udd25"}}}""", "🔥")]
    public async Task A_category_with_an_unpaired_surrogate_is_invalid(string response, string category)
    {
        var preferences = await GetAsync(CreateOptions(response));

        Assert.Equal(1, preferences.InvalidValueCount);
        Assert.Equal([null, category], preferences.Entries.Select(entry => entry.Category));
    }

    [Fact]
    public async Task The_last_of_duplicate_properties_wins()
    {
        var preferences = await GetAsync(CreateOptions("""{"modelPreferences":{"visibleTextModels":{"a":true,"a":false}}}"""));

        Assert.Equal(false, Assert.Single(preferences.Entries).Visible);
    }

    [Fact]
    public async Task Ten_thousand_entries_and_a_megabyte_id_are_read()
    {
        var ids = Enumerable.Range(0, 10_000).Select(number => $"id-{number:D5}").Append(new string('x', 1 << 20)).ToList();
        Save($$"""{"visibleTextModels": { {{string.Join(',', ids.Select(id => $"\"{id}\":true"))}} } }""");

        Assert.Equal(ids, (await GetAsync()).Entries.Select(entry => entry.Id));
    }

    [Theory]
    [InlineData("", "invalid or incomplete JSON")]
    [InlineData("<!DOCTYPE html><html></html>", "invalid or incomplete JSON")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":{"a":tr""", "invalid or incomplete JSON")]
    [InlineData("""{"modelPreferences":{}} {}""", "invalid or incomplete JSON")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":{"\ud83d":true}}}""", "unpaired surrogate")]
    [InlineData("null", "it is not a JSON object")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("true", "it is not a JSON object")]
    [InlineData("""[{"modelPreferences":{}}]""", "it is not a JSON object")]
    [InlineData("""{"error":{"message":"No"}}""", "it has no property modelPreferences, only error")]
    [InlineData("""{"error":"No","status":500}""", "it has no property modelPreferences, only error, status")]
    [InlineData("""{"code":"rate_limited","message":"No"}""", "it has no property modelPreferences, only code, message")]
    [InlineData("""{"visibleTextModels":{"a":true}}""", "it has no property modelPreferences, only visibleTextModels")]
    [InlineData("""{"modelPreferences":"none"}""", "modelPreferences is not a JSON object")]
    [InlineData("""{"modelPreferences":["a"]}""", "modelPreferences is not a JSON object")]
    [InlineData("""{"modelPreferences":false}""", "modelPreferences is not a JSON object")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":["a"]}}""", "visibleTextModels is not a JSON object")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":"a"}}""", "visibleTextModels is not a JSON object")]
    [InlineData("""{"modelPreferences":{"modelCategories":0}}""", "modelCategories is not a JSON object")]
    public async Task A_response_without_preferences_is_an_error(string response, string reason)
    {
        var failure = await FailAsync(CreateOptions(response));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.StartsWith("The response contains no visibility preferences: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invalid_bytes_are_an_error()
    {
        var baseUri = Server.AddResponse(Encoding.Latin1.GetBytes("""{"modelPreferences":{"modelCategories":{"a":"Büro"}}}"""));

        var failure = await FailAsync(Options with { BaseUri = baseUri });

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("UTF-8", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_is_decoded_in_its_declared_charset()
    {
        var baseUri = Server.AddResponse(
            Encoding.Unicode.GetBytes("""{"modelPreferences":{"modelCategories":{"a":"Büro"}}}"""), "application/json; charset=utf-16");

        var preferences = await GetAsync(Options with { BaseUri = baseUri });

        Assert.Equal("Büro", Assert.Single(preferences.Entries).Category);
    }

    [Theory]
    [InlineData("status=401", NanoGptErrorKind.Unauthorized)]
    [InlineData("status=403", NanoGptErrorKind.Forbidden)]
    [InlineData("status=404", NanoGptErrorKind.NotFound)]
    [InlineData("status=429", NanoGptErrorKind.RateLimited)]
    [InlineData("status=500", NanoGptErrorKind.ServiceFailed)]
    [InlineData("html", NanoGptErrorKind.InvalidResponse)]
    [InlineData("empty", NanoGptErrorKind.InvalidResponse)]
    [InlineData("truncate=20", NanoGptErrorKind.InvalidResponse)]
    [InlineData("drop", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("reset=20", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("redirect=307,to=https://example.com/", NanoGptErrorKind.Redirected)]
    public async Task A_read_failure_has_the_matching_error_kind(string fault, NanoGptErrorKind kind)
    {
        Save($$$"""{"visibleTextModels":{"{{{KnownId}}}":true}}""");

        var failure = await FailAsync(Options with { BaseUri = Server.GetFaultUri(fault) });

        Assert.Equal(kind, failure.Kind);
        Assert.False(failure.OutcomeUnknown);
    }

    [Fact]
    public async Task Preferences_requests_send_only_the_cookie_and_lists_only_the_key()
    {
        var options = TestClient.Options(Server.BaseUri, Accounts.Subscriber.ApiKey, $"theme=dark; {Account.Cookie}") with { LockPath = LockPath };
        var saved = await GetAsync(options);
        await SetAsync(options, CreateMergePlan(saved, Entry(KnownId, true)));
        await TestClient.ListAsync(options);
        await TestClient.ListAsync(options with { AuthenticationHeader = AuthenticationHeader.XApiKey });

        Assert.Equal(
            ["GET cookie", "GET cookie", "POST cookie", "GET cookie", "GET bearer", "GET x-api-key"],
            Server.Requests.Select(request => $"{request.Method} {string.Join(' ', request.Credentials)}"));
        Assert.Equal($"theme=dark; {Account.Cookie}", Server.Requests[0].Cookie);
    }

    [Fact]
    public void Properties_of_the_preferences_share_one_copy_of_the_document()
    {
        const int count = 10_000;
        var properties = string.Join(',', Enumerable.Range(0, count).Select(name => $"\"{name}\":true"));
        var body = Encoding.UTF8.GetBytes("""{"modelPreferences":{},""" + properties + "}");
        PreferencesJson.Read(body);
        var before = GC.GetAllocatedBytesForCurrentThread();

        PreferencesJson.Read(body);

        // Names, dictionary entries, and one copy of the document.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count * 250);
    }

    private NanoGptClientOptions CreateOptions(string body) => Options with { BaseUri = Server.AddResponse(body) };

    private static Task<NanoGptException> FailAsync(NanoGptClientOptions options) =>
        Assert.ThrowsAsync<NanoGptException>(() => GetAsync(options));
}
