using System.Reflection;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the properties of models.</summary>
public sealed class ModelTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string CompleteEntry = """
        "object": "model", "created": 1765411200, "owned_by": "openai", "name": "GPT 5.2", "description": "It thinks.",
        "category": "flagship", "context_length": 400000, "max_output_tokens": 128000,
        "capabilities": {
            "vision": true, "reasoning": false, "tool_calling": true, "parallel_tool_calls": false,
            "structured_output": true, "pdf_upload": false, "video_input": true, "audio_input": false,
            "text_to_speech": true, "speech_to_text": false
        },
        "max_tokens": 8191, "dimensions": 1536, "max_dimensions": 3072, "supports_dimensions": true,
        "supported_parameters": {"resolutions": ["1024x1024"], "max_images": 4}, "tags": ["fast", "new"],
        "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
        "pricing": {
            "prompt": 1.75, "completion": 14.0, "currency": "USD", "unit": "per_million_tokens", "per_million_tokens": 0.02,
            "per_image": {"1024x1024": 0.04, "512x512": "0.019999999999999997"}
        },
        "icon_url": "/icons/OpenAI.svg", "cost_estimate": "$$$",
        "subscription": {"included": false, "note": "Paid only"},
        "distillationPolicy": {
            "status": "disallowed", "label": "Not allowed", "basis": "provider_terms",
            "sourceUrl": "https://example.com/terms", "note": "None of it"
        }
        """;

    [Fact]
    public async Task A_detailed_model_has_every_property()
    {
        var model = await ReadModelAsync(CompleteEntry);

        Assert.Equal("some/model", model.Id);
        Assert.Equal(("GPT 5.2", "openai", "It thinks.", "flagship"),
            (model.Name, model.OwnedBy, model.Description, model.Category));
        Assert.Equal(new DateTime(2025, 12, 11, 0, 0, 0, DateTimeKind.Utc), model.Created);
        Assert.Equal((400_000L, 128_000L), (model.ContextLength, model.MaxOutputTokens));
        Assert.Equal((1.75m, 14m), (model.PromptPrice, model.CompletionPrice));
        Assert.Equal("$$$", model.CostEstimate);
        Assert.Equal(new Uri(Server.BaseUri, "/icons/OpenAI.svg"), model.IconUrl);

        var can = model.Capabilities!;
        Assert.Equal([true, false, true, false, true, false, true, false, true, false],
            [can.Vision, can.Reasoning, can.ToolCalling, can.ParallelToolCalls,
             can.StructuredOutput, can.PdfUpload, can.VideoInput, can.AudioInput, can.TextToSpeech, can.SpeechToText]);

        var pricing = model.Pricing!;
        Assert.Equal((1.75m, 14m, "USD", "per_million_tokens"),
            (pricing.Prompt, pricing.Completion, pricing.Currency, pricing.Unit));
        Assert.Equal(0.02m, pricing.PerMillionTokens);
        Assert.Equal([new("1024x1024", 0.04m), new("512x512", 0.02m)], pricing.PerImage!);
        Assert.Equal(0.02m, model.LowestImagePrice);
        Assert.Equal((8191L, 1536L, 3072L, true), (model.MaxInputTokens, model.Dimensions, model.MaxDimensions, model.SupportsDimensions));
        var parameters = Assert.IsType<AdditionalPropertiesDictionary>(model.SupportedParameters);
        Assert.Equal(4L, parameters["max_images"]);
        Assert.Equal(["1024x1024"], (object[])parameters["resolutions"]!);
        Assert.Equal(["fast", "new"], model.Tags);
        Assert.Equal(["text", "image"], model.Architecture!.InputModalities);
        Assert.Equal(["text"], model.Architecture.OutputModalities);
        Assert.Equal((false, "Paid only"), (model.Subscription!.Included, model.Subscription.Note));

        var policy = model.DistillationPolicy!;
        Assert.Equal(("disallowed", "Not allowed", "provider_terms", "https://example.com/terms", "None of it"),
            (policy.Status, policy.Label, policy.Basis, policy.SourceUrl, policy.Note));
    }

    [Fact]
    public async Task Known_properties_are_not_additional_properties()
    {
        var model = await ReadModelAsync(CompleteEntry);

        Assert.All(GetParts(model).Prepend(model), part => Assert.Empty(part.AdditionalProperties));
        Assert.All(GetParts(model).Prepend(model), part => Assert.DoesNotContain(null, GetPropertyValues(part)));
    }

    [Theory]
    [InlineData("""
        "object": null
        """)]
    [InlineData("""
        "object": null, "created": null, "owned_by": null, "name": null, "description": null, "category": null,
        "context_length": null, "max_output_tokens": null, "capabilities": null, "architecture": null,
        "pricing": null, "icon_url": null, "cost_estimate": null, "max_tokens": null, "dimensions": null,
        "max_dimensions": null, "supports_dimensions": null, "supported_parameters": null, "tags": null, "subscription": null, "distillationPolicy": null
        """)]
    public async Task Missing_or_null_properties_are_null(string fields)
    {
        var model = await ReadModelAsync(fields);

        Assert.Equal(["some/model", ModelType.Text], GetPropertyValues(model).OfType<object>());
        Assert.Empty(model.AdditionalProperties);
    }

    [Theory]
    [InlineData("""
        "capabilities": {}, "architecture": {}, "pricing": {}, "subscription": {}, "distillationPolicy": {}
        """)]
    [InlineData("""
        "capabilities": {
            "vision": null, "reasoning": null, "tool_calling": null, "parallel_tool_calls": null,
            "structured_output": null, "pdf_upload": null, "video_input": null, "audio_input": null,
            "text_to_speech": null, "speech_to_text": null
        },
        "architecture": {"input_modalities": null, "output_modalities": null},
        "pricing": {"prompt": null, "completion": null, "currency": null, "unit": null, "per_million_tokens": null, "per_image": null},
        "subscription": {"included": null, "note": null},
        "distillationPolicy": {"status": null, "label": null, "basis": null, "sourceUrl": null, "note": null}
        """)]
    public async Task Missing_or_null_nested_properties_are_null(string fields)
    {
        var model = await ReadModelAsync(fields);

        Assert.Equal(5, GetParts(model).Count());
        Assert.All(GetParts(model).SelectMany(GetPropertyValues), Assert.Null);
        Assert.All(GetParts(model), part => Assert.Empty(part.AdditionalProperties));
        Assert.Null(model.PromptPrice);
        Assert.Null(model.CompletionPrice);
    }

    [Fact]
    public async Task Zero_empty_and_false_values_are_not_null()
    {
        var model = await ReadModelAsync("""
            "name": "", "context_length": 0, "pricing": {"prompt": 0, "completion": 0.0},
            "capabilities": {"vision": false}, "architecture": {"input_modalities": []}
            """);

        Assert.Equal(("", 0L, 0m, 0m), (model.Name, model.ContextLength, model.PromptPrice, model.CompletionPrice));
        Assert.False(model.Capabilities!.Vision);
        Assert.Equal([], model.Architecture!.InputModalities);
    }

    [Theory]
    [InlineData("/icons/A.svg", "")]
    [InlineData("/icons/A.svg", "gateway/")]
    [InlineData("icons/A.svg", "")]
    public async Task A_relative_icon_address_becomes_absolute(string path, string prefix)
    {
        var (models, _) = await TestClient.ListAsync(
            new Uri(Server.AddResponse(ListOf($$"""{"id":"a","icon_url":"{{path}}"}""")), prefix));

        var address = models[0].IconUrl!.AbsoluteUri;
        Assert.StartsWith(Server.BaseUri.AbsoluteUri, address, StringComparison.Ordinal);
        Assert.EndsWith("/icons/A.svg", address, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://cdn.example.com/a.svg", "https://cdn.example.com/a.svg")]
    [InlineData("//cdn.example.com/a.svg", "http://cdn.example.com/a.svg")]
    [InlineData("http://", null)]
    [InlineData("https://[", null)]
    public async Task An_absolute_icon_address_is_kept_and_an_invalid_one_is_null(string value, string? address)
    {
        var model = await ReadModelAsync($"\"icon_url\":\"{value}\"");

        Assert.Equal(address, model.IconUrl?.AbsoluteUri);
    }

    [Theory]
    [InlineData("\" mini\\n\"", "mini")]
    [InlineData("\" \"", null)]
    [InlineData("\"\"", null)]
    public async Task A_category_is_trimmed(string json, string? category) =>
        Assert.Equal(category, (await ReadModelAsync($"\"category\":{json}")).Category);

    [Fact]
    public async Task Each_object_formats_as_one_line()
    {
        var model = await ReadModelAsync(CompleteEntry);
        var quiet = await ReadModelAsync("""
            "capabilities": {}, "architecture": {}, "pricing": {}, "subscription": {}, "distillationPolicy": {}
            """);

        Assert.Equal("some/model", model.ToString());
        Assert.Equal("Vision, ToolCalling, StructuredOutput, VideoInput, TextToSpeech", model.Capabilities!.ToString());
        Assert.Equal("text+image -> text", model.Architecture!.ToString());
        Assert.Equal("Paid (Paid only)", model.Subscription!.ToString());
        Assert.Equal("Not allowed", model.DistillationPolicy!.ToString());
        Assert.Equal($"{1.75m} in, {14m} out, USD per million tokens", model.Pricing!.ToString());
        Assert.Equal(["", "? -> ?", "? in, ? out, USD per million tokens", "Unknown", ""],
            GetParts(quiet).Select(part => part.ToString()));
    }

    private static IEnumerable<ServiceObject> GetParts(Model model) =>
        new ServiceObject?[]
        {
            model.Capabilities, model.Architecture, model.Pricing, model.Subscription, model.DistillationPolicy,
        }.OfType<ServiceObject>();

    /// <summary>Gets the values of the public properties except AdditionalProperties.</summary>
    private static IEnumerable<object?> GetPropertyValues(ServiceObject part) =>
        part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(ServiceObject.AdditionalProperties))
            .Select(property => property.GetValue(part));
}
