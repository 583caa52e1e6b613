using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Client.Tests;

/// <summary>Tests undocumented values: some are parsed, and none invalidates the model.</summary>
public sealed class TolerantParsingTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("1765411200", "2025-12-11T00:00:00")]
    [InlineData("1765411200.5", "2025-12-11T00:00:00.5")]
    [InlineData("1765411200000", "2025-12-11T00:00:00")]
    [InlineData("1765411200123", "2025-12-11T00:00:00.123")]
    [InlineData("\"1765411200\"", "2025-12-11T00:00:00")]
    [InlineData("\"1765411200000\"", "2025-12-11T00:00:00")]
    [InlineData("\"2025-12-11T01:02:03Z\"", "2025-12-11T01:02:03")]
    [InlineData("\"2025-12-11T01:02:03+02:00\"", "2025-12-10T23:02:03")]
    [InlineData("\"2025-12-11T01:02:03\"", "2025-12-11T01:02:03")]
    [InlineData("\"2025-12-11\"", "2025-12-11T00:00:00")]
    [InlineData("0", "1970-01-01T00:00:00")]
    [InlineData("-86400", "1969-12-31T00:00:00")]
    public async Task A_date_is_read_from_every_known_format(string json, string expected)
    {
        var model = await ReadModelAsync($"\"created\":{json}");

        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), model.Created);
        Assert.Equal(DateTimeKind.Utc, model.Created!.Value.Kind);
    }

    [Theory]
    [InlineData("128000", 128_000)]
    [InlineData("128000.0", 128_000)]
    [InlineData("1.28e5", 128_000)]
    [InlineData("\"128000\"", 128_000)]
    [InlineData("\"128000.0\"", 128_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public async Task A_token_count_is_read_from_every_known_format(string json, long count)
    {
        var model = await ReadModelAsync($"\"context_length\":{json},\"max_output_tokens\":{json}");

        Assert.Equal((count, count), (model.ContextLength, model.MaxOutputTokens));
    }

    [Fact]
    public async Task Numbers_are_read_independently_of_the_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));

        var model = await ReadModelAsync("""
            "created": "1765411200.5", "context_length": "128000.0", "pricing": {"prompt": "1.5"}, "future": 1e300
            """);

        Assert.Equal(500, model.Created!.Value.Millisecond);
        Assert.Equal((128_000L, 1.5m), (model.ContextLength, model.PromptPrice));
        Assert.Equal(1e300, model.AdditionalProperties["future"]);
    }

    [Theory]
    [InlineData(""" "context_length": "a lot" """, "context_length", "\"a lot\"")]
    [InlineData(""" "context_length": 1.5 """, "context_length", "1.5")]
    [InlineData(""" "context_length": true """, "context_length", "true")]
    [InlineData(""" "max_output_tokens": 9223372036854775808 """, "max_output_tokens", "9223372036854775808")]
    [InlineData(""" "max_output_tokens": {"text": 1} """, "max_output_tokens", "{\"text\":1}")]
    [InlineData(""" "created": "soon" """, "created", "\"soon\"")]
    [InlineData(""" "created": [2025, 12] """, "created", "[2025,12]")]
    [InlineData(""" "created": 99999999999999999 """, "created", "99999999999999999")]
    [InlineData(""" "created": 1e27 """, "created", "1000000000000000000000000000")]
    [InlineData(""" "created": "1e27" """, "created", "\"1e27\"")]
    [InlineData(""" "name": 5 """, "name", "5")]
    [InlineData(""" "icon_url": {} """, "icon_url", "{}")]
    [InlineData(""" "capabilities": ["vision"] """, "capabilities", "[\"vision\"]")]
    [InlineData(""" "capabilities": {"reasoning": true, "vision": "maybe"} """, "capabilities.vision", "\"maybe\"")]
    [InlineData(""" "pricing": [1, 2] """, "pricing", "[1,2]")]
    [InlineData(""" "pricing": {"prompt": "free", "completion": 2} """, "pricing.prompt", "\"free\"")]
    [InlineData(""" "pricing": {"prompt": ""} """, "pricing.prompt", "\"\"")]
    [InlineData(""" "pricing": {"completion": 1e400} """, "pricing.completion", "\"1e400\"")]
    [InlineData(""" "architecture": {"input_modalities": [1]} """, "architecture.input_modalities", "[1]")]
    [InlineData(""" "architecture": {"input_modalities": ["text", null]} """, "architecture.input_modalities", "[\"text\",null]")]
    [InlineData(""" "architecture": {"output_modalities": "text"} """, "architecture.output_modalities", "\"text\"")]
    [InlineData(""" "pricing": {"per_image": 0.04} """, "pricing.per_image", "0.04")]
    [InlineData(""" "pricing": {"per_image": {"1024x1024": {"hd": 1}}} """, "pricing.per_image.1024x1024", "{\"hd\":1}")]
    [InlineData(""" "pricing": {"per_image": {"1024x1024": 0.04, "auto": "free"}, "prompt": 1} """, "pricing.per_image.auto", "\"free\"")]
    [InlineData(""" "pricing": {"per_image": {"a": 1}, "completion": "free"} """, "pricing.completion", "\"free\"")]
    [InlineData(""" "pricing": {"per_million_tokens": {}} """, "pricing.per_million_tokens", "{}")]
    [InlineData(""" "dimensions": "many" """, "dimensions", "\"many\"")]
    [InlineData(""" "supports_dimensions": "yes" """, "supports_dimensions", "\"yes\"")]
    [InlineData(""" "tags": "fast" """, "tags", "\"fast\"")]
    [InlineData(""" "subscription": "yes" """, "subscription", "\"yes\"")]
    [InlineData(""" "subscription": {"included": 1} """, "subscription.included", "1")]
    [InlineData(""" "distillationPolicy": {"note": ["a", "b"]} """, "distillationPolicy.note", "[\"a\",\"b\"]")]
    public async Task An_invalid_value_is_kept_in_the_additional_properties(string field, string name, string kept)
    {
        var (models, list) = await ReadAsync(ListOf(
            """{"id":"before"}""",
            $$"""{"id":"invalid",{{field}},"owned_by":"openai","category":"mini","future":[1]}""",
            """{"id":"after"}"""));

        Assert.Equal(["before", "invalid", "after"], models.Select(model => model.Id));
        Assert.Equal((1, 0), (list.InvalidEntryCount, list.SkippedEntryCount));
        var model = models[1];
        Assert.Equal(("openai", "mini"), (model.OwnedBy, model.Category));
        Assert.Equal([name, "future"], model.AdditionalProperties.Keys.OrderByDescending(key => key == name));
        Assert.Equal(kept, JsonSerializer.Serialize(model.AdditionalProperties[name]));
    }

    [Fact]
    public async Task Valid_values_next_to_an_invalid_value_are_kept()
    {
        var (models, _) = await ReadAsync(ListOf("""
            {
                "id": "a", "context_length": "a lot", "created": "soon", "icon_url": "/a.svg",
                "capabilities": {"vision": "maybe", "reasoning": true, "web_search": true},
                "pricing": {"prompt": "free", "completion": 2, "cached": 0.5},
                "architecture": {"input_modalities": [1], "output_modalities": ["text"]}
            }
            """));

        var model = Assert.Single(models);
        Assert.Equal(new Uri(Server.BaseUri, "/a.svg"), model.IconUrl);
        Assert.Equal((null, true), (model.Capabilities!.Vision, model.Capabilities.Reasoning));
        Assert.Equal(true, model.Capabilities.AdditionalProperties["web_search"]);
        Assert.Equal((null, 2m), (model.PromptPrice, model.CompletionPrice));
        Assert.Equal(0.5m, model.Pricing!.AdditionalProperties["cached"]);
        Assert.Equal((null, "text"), (model.Architecture!.InputModalities, model.Architecture.OutputModalities![0]));
        Assert.Equal(
            ["architecture.input_modalities", "capabilities.vision", "context_length", "created", "pricing.prompt"],
            model.AdditionalProperties.Keys.Order());
    }

    [Fact]
    public async Task Valid_image_prices_next_to_an_invalid_one_are_kept()
    {
        var (models, _) = await ReadAsync(ListOf("""{"id":"a","pricing":{"per_image":{"small":0.01,"large":"?","auto":null},"currency":"USD"}}"""));

        var pricing = Assert.Single(models).Pricing!;
        Assert.Equal([new("small", 0.01m)], pricing.PerImage!);
        Assert.Equal("USD", pricing.Currency);
    }

    [Theory]
    [InlineData("""["seed", "size"]""", "[\"seed\",\"size\"]")]
    [InlineData("\"any\"", "\"any\"")]
    public async Task Supported_parameters_can_have_any_type(string json, string expected)
    {
        var model = await ReadModelAsync($"\"supported_parameters\":{json}");

        Assert.Equal(expected, JsonSerializer.Serialize(model.SupportedParameters));
    }

    [Theory]
    [InlineData("\"name\":\"unpaired \\ud83d surrogate\"")]
    [InlineData("\"future\":\"unpaired \\ud83d surrogate\"")]
    [InlineData("\"future\":{\"unpaired \\ud83d surrogate\":[\"\\udc00\"]}")]
    [InlineData("\"capabilities\":{\"\\ud83d\":true}")]
    [InlineData("\"unpaired \\ud83d surrogate\":1")]
    [InlineData("\"name\":\"café in Latin-1\"")]
    [InlineData("\"future\":\"café in Latin-1\"")]
    [InlineData("\"capabilities\":{\"café in Latin-1\":true}")]
    public async Task Invalid_unicode_does_not_invalidate_the_model_or_the_list(string field)
    {
        var body = ListOf("""{"id":"a"}""", $$"""{"id":"invalid",{{field}}}""", """{"id":"b"}""");

        var (models, list) = await TestClient.ListAsync(Server.AddResponse(Encoding.Latin1.GetBytes(body)));

        Assert.Equal(["a", "invalid", "b"], models.Select(model => model.Id));
        Assert.Equal(0, list.SkippedEntryCount);
        Assert.NotNull(JsonSerializer.Serialize(models[1].AdditionalProperties));
        Assert.NotNull(models[1].Capabilities?.All().ToList() ?? []);
    }

    [Fact]
    public async Task Text_next_to_invalid_unicode_is_unchanged()
    {
        var (models, _) = await ReadAsync(ListOf(
            """{"id":"a","name":"\ud83d \\ud83d \ud83d\ude00 \"","future":"\ude00"}"""));

        Assert.Equal("\uFFFD \\ud83d 😀 \"", models[0].Name);
    }
}
