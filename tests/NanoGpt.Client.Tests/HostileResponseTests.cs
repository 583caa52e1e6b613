using System.IO.Compression;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests hostile responses: each yields models, a count of invalid values, or one clear error.</summary>
public sealed class HostileResponseTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    public async Task An_entry_beyond_the_maximum_depth_is_an_error(int depth)
    {
        var body = ListOf("""{"id":"a"}""", $$"""{"id":"deep","future":{{Nested(depth)}}}""");

        var (failure, before) = await TestClient.ListAndFailAsync(Server.AddResponse(body));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.Equal("a", Assert.Single(before).Id);
    }

    [Fact]
    public async Task A_deep_entry_within_the_maximum_is_read()
    {
        var model = await ReadModelAsync($"\"future\":{Nested(50)}");

        var value = model.AdditionalProperties["future"];
        for (var depth = 0; depth < 50; depth++) value = Assert.Single(Assert.IsType<object?[]>(value));
        Assert.Equal(1L, value);
    }

    [Theory]
    [InlineData("""{"object":"list","meta":{0},"data":[]}""")]
    [InlineData("""{"data":[],"meta":{0}}""")]
    [InlineData("{0}")]
    public async Task A_value_outside_the_entries_beyond_the_maximum_depth_is_an_error(string body)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse(body.Replace("{0}", Nested(100_000), StringComparison.Ordinal)));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task A_duplicate_id_yields_two_models()
    {
        var (models, list) = await ReadAsync(ListOf("""{"id":"a","name":"one"}""", """{"id":"b"}""", """{"id":"a","name":"two"}"""));

        Assert.Equal(["one", null, "two"], models.Select(model => model.Name));
        Assert.Equal((0, 0), (list.SkippedEntryCount, list.InvalidEntryCount));
    }

    [Fact]
    public async Task The_last_of_duplicate_properties_wins()
    {
        var (models, _) = await ReadAsync("""{"data":[{"id":"a","name":"one","id":"b","name":"two","future":1,"future":2}]}""");

        Assert.Equal(("b", "two", 2L), (models[0].Id, models[0].Name, models[0].AdditionalProperties["future"]));
    }

    [Fact]
    public async Task Ten_thousand_unknown_properties_are_kept()
    {
        var fields = string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"\"field_{n}\":{n}"));

        var model = await ReadModelAsync(fields);

        Assert.Equal(10_000, model.AdditionalProperties.Count);
        Assert.Equal(9_999L, model.AdditionalProperties["field_9999"]);
    }

    [Fact]
    public async Task Ten_thousand_unknown_properties_outside_the_data_are_skipped()
    {
        var fields = string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"\"field_{n}\":[{n}]"));

        var (models, _) = await ReadAsync($$"""{ {{fields}}, "data":[{"id":"a"}]}""");
        Assert.Single(models);

        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse($$"""{ {{fields}} }"""));
        Assert.Contains("without a data property. Its properties are field_0, field_1", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1, 600);
    }

    [Theory]
    [InlineData("\"unpaired \\ud83d surrogate\":1")]
    [InlineData("\"unpaired \\ud83d surrogate\":1,\"another \\ude00\":{\"a\":1}")]
    [InlineData("\"\\ud83d\":1")]
    public async Task A_property_outside_the_data_can_have_any_name(string field)
    {
        var (models, _) = await ReadAsync($$"""{ {{field}}, "d\u0061ta":[{"id":"a"}]}""");

        Assert.Single(models);
    }

    [Fact]
    public async Task A_replacement_character_in_an_id_is_kept()
    {
        var (models, list) = await ReadAsync(ListOf("""{"id":"a�","created":"soon"}"""));

        Assert.Equal("a\uFFFD", Assert.Single(models).Id);
        Assert.Equal((0, 1), (list.SkippedEntryCount, list.InvalidEntryCount));
    }

    [Fact]
    public async Task An_id_of_almost_a_megabyte_is_read()
    {
        var id = new string('x', Megabyte - 100);

        var (models, list) = await ReadAsync(ListOf("""{"id":"a"}""", $$"""{"id":"{{id}}"}""", """{"id":"b"}"""));

        Assert.Equal(["a", id, "b"], models.Select(model => model.Id));
        Assert.Equal((0, 0), (list.SkippedEntryCount, list.InvalidEntryCount));
    }

    [Theory]
    [InlineData("created", "1e400")]
    [InlineData("created", "-1e400")]
    [InlineData("created", "253402300800000")]
    [InlineData("created", "-62135596801")]
    [InlineData("created", "\"10000-01-01T00:00:00Z\"")]
    [InlineData("created", "\"0000-00-00T00:00:00Z\"")]
    [InlineData("created", "\"2026-02-30\"")]
    [InlineData("created", "\"9999-12-31T23:59:59-14:00\"")]
    [InlineData("created", "\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("context_length", "1e400")]
    [InlineData("context_length", "-9223372036854775809")]
    [InlineData("max_output_tokens", "79228162514264337593543950336")]
    [InlineData("max_output_tokens", "\"1e400\"")]
    public async Task An_out_of_range_number_or_date_invalidates_only_its_property(string field, string json)
    {
        var (models, list) = await ReadAsync(ListOf($$"""{"id":"invalid","{{field}}":{{json}},"name":"kept"}"""));

        var model = Assert.Single(models);
        Assert.Equal("kept", model.Name);
        Assert.Equal((null, null, null), (model.Created, model.ContextLength, model.MaxOutputTokens));
        Assert.True(model.AdditionalProperties.ContainsKey(field));
        Assert.Equal(1, list.InvalidEntryCount);
    }

    [Fact]
    public async Task A_number_of_a_hundred_thousand_digits_is_kept_unchanged()
    {
        var digits = new string('9', 100_000);

        var model = await ReadModelAsync($"\"future\":{digits}");

        Assert.Equal(digits, model.AdditionalProperties["future"]);
    }

    [Theory]
    [InlineData("""{"modelPreferences":{0}}""")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":{"a":{0}}}}""")]
    [InlineData("""{"modelPreferences":{"visibleTextModels":{},"modelCategories":{},"future":{0}}}""")]
    public async Task Preferences_beyond_the_maximum_depth_are_an_error(string body)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() =>
            ReadPreferencesAsync(Encoding.UTF8.GetBytes(body.Replace("{0}", Nested(100_000), StringComparison.Ordinal))));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Preferences_with_ten_thousand_unknown_properties_and_a_huge_id_are_read()
    {
        var id = new string('x', Megabyte);
        var fields = string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"\"field_{n}\":{n}"));

        var preferences = await ReadPreferencesAsync(Encoding.UTF8.GetBytes(
            $$$"""{"modelPreferences":{"visibleTextModels":{"{{{id}}}":true},{{{fields}}} } }"""));

        var entry = Assert.Single(preferences.Entries);
        Assert.Equal((id, true, null, 0), (entry.Id, entry.Visible, entry.Category, preferences.InvalidValueCount));
    }

    [Theory]
    [InlineData("\"unpaired \\ud83d surrogate\":true", "")]
    [InlineData("\"café\":true", "")]
    [InlineData("", "\"a\":\"café\"")]
    [InlineData("", "\"unpaired \\ud83d surrogate\":\"a\"")]
    public async Task Preferences_with_invalid_unicode_names_or_bytes_are_an_error(string visible, string categories)
    {
        var body = Encoding.Latin1.GetBytes($$$"""{"modelPreferences":{"visibleTextModels":{ {{{visible}}} },"modelCategories":{ {{{categories}}} } } }""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadPreferencesAsync(body));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Preferences_with_a_byte_order_mark_or_in_another_charset_are_read()
    {
        var json = """{"modelPreferences":{"modelCategories":{"a":"Café"}}}""";

        var withByteOrderMark = await ReadPreferencesAsync([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(json)]);
        var utf16 = await ReadPreferencesAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(json)], "application/json; charset=utf-16");

        Assert.Equal("Café", Assert.Single(withByteOrderMark.Entries).Category);
        Assert.Equal("Café", Assert.Single(utf16.Entries).Category);
    }

    [Fact]
    public async Task Preferences_are_read_up_to_the_size_limit()
    {
        var options = Options(Server.AddResponse("{" + new string(' ', Megabyte) + "}")) with { MaximumResponseSize = Megabyte };

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadPreferencesAsync(options));

        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
    }

    private static string Nested(int depth) => new string('[', depth) + "1" + new string(']', depth);

    private static NanoGptClientOptions Options(Uri baseUri) =>
        TestClient.Options(baseUri) with { SessionCookie = Secret.SessionCookie("session=hostile-response-tests") };

    private static Task<VisibilityPreferences> ReadPreferencesAsync(NanoGptClientOptions options) =>
        new NanoGptClient(options).GetVisibilityAsync(TestContext.Current.CancellationToken);

    private Task<VisibilityPreferences> ReadPreferencesAsync(byte[] body, string contentType = "application/json") =>
        ReadPreferencesAsync(Options(Server.AddResponse(body, contentType)));
}

/// <summary>Tests that gzip bombs are an error and that allocations stay within limits.</summary>
[Collection(nameof(GzipBombTests))]
[CollectionDefinition(nameof(GzipBombTests), DisableParallelization = true)] // Memory is measured for the whole process.
public sealed class GzipBombTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Limit = 16 * Megabyte;

    [Fact]
    public async Task A_gzip_bomb_allocates_a_small_multiple_of_the_limit()
    {
        await using var server = StartServer("{\"data\":[", $$"""{"id":"a","name":"{{new string('x', 16_000)}}"},""");
        var allocated = GC.GetTotalAllocatedBytes();

        var (failure, _) = await TestClient.ListAndFailAsync(Options(server.BaseUri));

        AssertTooLarge(failure, GC.GetTotalAllocatedBytes() - allocated, Limit);
    }

    [Theory]
    [InlineData("{\"data\":[", " ", "in entry 1")]
    [InlineData("{\"data\":[{\"id\":\"a\"},{\"id\":\"", "x", "in entry 2")]
    [InlineData("{\"data\":[{\"id\":\"a\",\"future\":[1", ",1", "in entry 1")]
    [InlineData("{\"data\":[{\"id\":\"a\",\"owned_by\":[", "[],", "in entry 1")]
    [InlineData("{\"data\":[{\"id\":\"a\"", ",\"a\":1", "in entry 1")]
    [InlineData("{\"data\":[{\"id\":\"a\"}],\"meta\":\"", "x", "outside the entries")]
    [InlineData("", " ", "outside the entries")]
    [InlineData("\"", "x", "outside the entries")]
    public async Task A_list_is_read_up_to_the_maximum_size_of_a_value(string start, string filling, string where)
    {
        await using var server = StartServer(start, filling);
        var allocated = GC.GetTotalAllocatedBytes();

        // The list as a whole is not limited: the server sends more than .NET can hold.
        var (failure, _) = await TestClient.ListAndFailAsync(Options(server.BaseUri) with { MaximumResponseSize = long.MaxValue });

        AssertTooLarge(failure, GC.GetTotalAllocatedBytes() - allocated, 2 * Megabyte);
        Assert.Contains("exceeds the 1048576-byte limit", failure.Message, StringComparison.Ordinal);
        Assert.Contains(where, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Limit)]
    [InlineData(long.MaxValue)]
    public async Task A_gzip_bomb_as_preferences_allocates_a_small_multiple_of_the_limit(long limit)
    {
        await using var server = StartServer("{\"modelPreferences\":\"", "x");
        var client = new NanoGptClient(Options(server.BaseUri) with { MaximumResponseSize = limit, SessionCookie = Secret.SessionCookie("session=hostile-response-tests") });
        var allocated = GC.GetTotalAllocatedBytes();

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => client.GetVisibilityAsync(TestContext.Current.CancellationToken));

        AssertTooLarge(failure, GC.GetTotalAllocatedBytes() - allocated, Limit);
    }

    private static NanoGptClientOptions Options(Uri baseUri) => TestClient.Options(baseUri) with { MaximumResponseSize = Limit };

    private static void AssertTooLarge(NanoGptException failure, long allocated, int limit)
    {
        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
        Assert.InRange(failure.Request.BytesRead, limit, 3 * limit);
        Assert.InRange(allocated, 0, 6 * limit + 8 * Megabyte);
    }

    private static RawServer StartServer(string start, string filling)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(start));
            var megabyte = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(filling, Megabyte / filling.Length)));
            for (var written = 0; written < 8 * Limit / Megabyte; written++) gzip.Write(megabyte);
        }
        Assert.InRange(compressed.Length, 1, 2 * Megabyte);
        return new("HTTP/1.1 200 OK\nContent-Encoding: gzip", compressed.ToArray());
    }
}
