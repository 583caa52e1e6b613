using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the catalogs of models other than text models.</summary>
public sealed class CatalogTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData(ModelType.Image, 5)]
    [InlineData(ModelType.Video, 3)]
    [InlineData(ModelType.Audio, 3)]
    [InlineData(ModelType.Embedding, 4)]
    [InlineData(ModelType.Moderation, 2)]
    public async Task A_catalog_is_listed_with_its_type_and_details_on_request_only(ModelType type, int count)
    {
        var basic = await ListAsync(type, isDetailed: false);
        var detailed = await ListAsync(type, isDetailed: true);

        Assert.Equal(count, basic.Models.Count);
        Assert.Equal(basic.Ids, detailed.Ids);
        Assert.All(basic.Models.Concat(detailed.Models), model => Assert.Equal(type, model.Type));
        Assert.All(basic.Models, model => Assert.Null(model.Name));
        Assert.Contains(detailed.Models, model => model.Name is not null);
        Assert.Equal((0, 0), (detailed.List.InvalidEntryCount, detailed.List.SkippedEntryCount));
    }

    [Theory]
    [InlineData("flux-schnell", "0.0015")]
    [InlineData("black-forest-labs/flux-kontext-max", "0.08")]
    [InlineData("seedream-v4.5", "0.038")]
    [InlineData("Qwen/Qwen-Image-Edit", null)]
    [InlineData("artist-beta", null)]
    public async Task An_image_model_has_the_lowest_of_its_prices(string id, string? price)
    {
        var model = await FindAsync(ModelType.Image, id);

        Assert.Equal(price is null ? null : decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), model.LowestImagePrice);
        Assert.Equal((null, null), (model.PromptPrice, model.CompletionPrice));
    }

    [Fact]
    public async Task An_image_price_in_another_currency_is_not_the_lowest_price()
    {
        var model = await ReadModelAsync("\"pricing\":{\"per_image\":{\"auto\":1},\"currency\":\"EUR\"}");

        Assert.Null(model.LowestImagePrice);
        Assert.Equal(1m, model.Pricing!.PerImage!["auto"]);
    }

    [Theory]
    [InlineData("text-embedding-3-large", "0.13", 3072L, 8191L)]
    [InlineData("Qwen/Qwen3-Embedding-8B", "0.01", 4096L, 32768L)]
    [InlineData("BAAI/bge-m3", "0", 1024L, 8192L)]
    [InlineData("legal-embed-preview", null, null, null)]
    public async Task The_price_of_an_embedding_model_is_its_prompt_price(string id, string? price, long? dimensions, long? maxInput)
    {
        var model = await FindAsync(ModelType.Embedding, id);

        Assert.Equal(price, model.PromptPrice?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(model.CompletionPrice);
        Assert.Equal((dimensions, maxInput), (model.Dimensions, model.MaxInputTokens));
        var cost = ModelCost.Create(ModelSnapshot.From(model), new(2_000_000, 0));
        Assert.Equal(model.PromptPrice * 2, cost.TotalCost);
    }

    [Fact]
    public async Task A_video_model_keeps_prices_of_any_form()
    {
        var models = (await ListAsync(ModelType.Video, isDetailed: true)).Models;

        Assert.Equal(0.07m, models[0].Pricing!.AdditionalProperties["per_second"]);
        Assert.Equal(
            ["per_second: 0.07, per_second_with_audio: 0.14 USD", "by_resolution: resolution: 480p, usd: 0.2, resolution: 720p, usd: 0.4", "price: 0.39 USD per video"],
            models.Select(model => model.Pricing!.ToString()));
    }

    [Fact]
    public async Task An_audio_model_has_its_speech_directions()
    {
        var models = (await ListAsync(ModelType.Audio, isDetailed: true)).Models;

        Assert.Equal(
            [(true, false), (false, true), (true, true)],
            models.Select(model => (model.Capabilities!.TextToSpeech!.Value, model.Capabilities.SpeechToText!.Value)));
        Assert.Equal((true, true), (models[0].Capabilities!.Has("Tts"), models[0].Capabilities!.Has("text_to_speech")));
    }

    [Theory]
    [InlineData(null, "missing_api_key")]
    [InlineData(SecretLeakScanner.Key, "invalid_api_key")]
    public async Task The_moderation_catalog_requires_a_valid_key(string? key, string code)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.BaseUri, new() { Type = ModelType.Moderation }, key);

        Assert.Equal((NanoGptErrorKind.Unauthorized, code), (failure.Kind, failure.Code));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_first_models_are_returned_before_the_rest_is_sent()
    {
        var options = TestClient.Options(Server.GetFaultUri("hold-after-models=2"));
        using var list = await new NanoGptClient(options).ListModelsAsync(new() { Type = ModelType.Image, Detailed = true }, TestContext.Current.CancellationToken);
        var models = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await models.MoveNextAsync());
        Assert.True(await models.MoveNextAsync());
        var next = models.MoveNextAsync();

        Assert.False(next.IsCompleted);
        list.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => next.AsTask());
    }

    [Fact]
    public async Task Models_of_different_types_with_the_same_id_are_different_models()
    {
        var image = ModelSnapshot.From((await ListAsync(ModelType.Image, isDetailed: true)).Models[0]);
        var text = ModelSnapshot.From(new Dictionary<string, object?> { ["Id"] = image.Id, ["Name"] = "Text" })!;

        var added = new ModelComparison([text], [text, image]);
        var same = new ModelComparison([text, image], [image, text]);

        Assert.Equal((image.Id, ModelChangeKind.Added), added.Changes.Select(change => (change.Id, change.Change)).Single());
        Assert.Empty(added.DuplicateDifferenceIds);
        Assert.Empty(same.Changes);
    }

    [Theory]
    [InlineData("Image")]
    [InlineData(1)]
    public async Task A_copy_of_another_type_is_recognized_by_name_and_number(object type)
    {
        var image = ModelSnapshot.From((await ListAsync(ModelType.Image, isDetailed: false)).Models[0]);
        var copy = ModelSnapshot.From(new Dictionary<string, object?> { ["Id"] = image.Id, ["Type"] = type })!;

        Assert.Equal(ModelType.Image, copy.Type);
        Assert.DoesNotContain(new ModelComparison([copy], [image]).Changes, change => change.Change != ModelChangeKind.Changed);
    }

    [Fact]
    public async Task A_changed_image_price_is_reported_once()
    {
        const string Entry = """{"id":"a","pricing":{"per_image":{"small":0.01,"large":0.04}}}""";
        var before = ModelSnapshot.From((await ReadAsync(ListOf(Entry))).Models[0]);
        var cheaper = ModelSnapshot.From((await ReadAsync(ListOf(Entry.Replace("0.01", "0.008")))).Models[0]);
        var dearer = ModelSnapshot.From((await ReadAsync(ListOf(Entry.Replace("0.04", "0.05")))).Models[0]);

        Assert.Equal(["LowestImagePrice"], new ModelComparison([before], [cheaper]).Changes.Select(change => change.Property));
        Assert.Equal(["Pricing.PerImage.large"], new ModelComparison([before], [dearer]).Changes.Select(change => change.Property));
    }

    private async Task<Model> FindAsync(ModelType type, string id) => (await ListAsync(type, isDetailed: true)).Models.Single(model => model.Id == id);

    private Task<ListResult> ListAsync(ModelType type, bool isDetailed) =>
        TestClient.ListAsync(Server.BaseUri, new() { Type = type, Detailed = isDetailed }, Accounts.Payer.ApiKey);
}
