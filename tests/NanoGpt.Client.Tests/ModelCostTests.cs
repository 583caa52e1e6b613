using System.Globalization;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the exact cost of a workload, and null for unknown prices.</summary>
public sealed class ModelCostTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("1.75", "14", 1_000_000, 1_000_000, 1, "1.75", "14", "15.75")]
    [InlineData("0.15", "0.6", 1000, 500, 1, "0.00015", "0.0003", "0.00045")]
    [InlineData("0.15", "0.6", 1000, 500, 3000, "0.45", "0.9", "1.35")]
    [InlineData("0.49299999999999994", "0.1", 1, 1, 1, "0.000000493", "0.0000001", "0.000000593")]
    [InlineData("3", "5", 0, 7, 1, "0", "0.000035", "0.000035")]
    [InlineData("3", "5", 9, 7, 0, "0", "0", "0")]
    [InlineData("0", "0", 9, 7, 1, "0", "0", "0")]
    [InlineData("1", "1", long.MaxValue, 0, 1, "9223372036854.775807", "0", "9223372036854.775807")]
    public void Cost_is_exactly_price_times_tokens_times_requests(
        string promptPrice, string completionPrice, long promptTokens, long completionTokens, long requests,
        string prompt, string completion, string total)
    {
        var cost = ModelCost.Create(CreateModel(ParseNumber(promptPrice), ParseNumber(completionPrice)), new(promptTokens, completionTokens, requests));

        Assert.Equal(("some/model", "USD"), (cost.Id, cost.Currency));
        Assert.Equal((ParseNumber(prompt), ParseNumber(completion), ParseNumber(total)), (cost.PromptCost, cost.CompletionCost, cost.TotalCost));
    }

    [Theory]
    [InlineData(null, null, 1, 1, null, null, null)]
    [InlineData(null, null, 0, 0, null, null, null)]
    [InlineData(2, null, 1_000_000, 1, 2, null, null)]
    [InlineData(null, 2, 1, 1_000_000, null, 2, null)]
    [InlineData(2, null, 1_000_000, 0, 2, null, 2)]
    [InlineData(null, 2, 0, 1_000_000, null, 2, 2)]
    [InlineData(2, null, 0, 1, 0, null, null)]
    public void An_unknown_price_yields_null_and_not_zero(
        int? promptPrice, int? completionPrice, long promptTokens, long completionTokens, int? prompt, int? completion, int? total)
    {
        var cost = ModelCost.Create(CreateModel(promptPrice, completionPrice), new(promptTokens, completionTokens));

        Assert.Equal((prompt, completion, total), (cost.PromptCost, cost.CompletionCost, cost.TotalCost));
    }

    [Theory]
    [InlineData(long.MaxValue, long.MaxValue, 1)]
    [InlineData(long.MaxValue, 10_000, 1_000_000)]
    public void An_overflow_is_an_error(long tokens, long requests, int price) =>
        Assert.Throws<OverflowException>(() => ModelCost.Create(CreateModel(price, price), new(tokens, tokens, requests)));

    [Fact]
    public async Task A_model_and_its_deserialized_copy_have_the_same_cost()
    {
        var live = await ReadModelAsync("\"pricing\":{\"prompt\":0.49299999999999994,\"completion\":\"2\"}");
        var copy = ModelSnapshot.From(new Dictionary<string, object?> { ["Id"] = "some/model", ["PromptPrice"] = 0.49299999999999994, ["CompletionPrice"] = 2L })!;

        var (one, other) = (ModelCost.Create(ModelSnapshot.From(live), new(7, 9)), ModelCost.Create(copy, new(7, 9)));

        Assert.Equal((one.PromptCost, one.CompletionCost, one.TotalCost), (other.PromptCost, other.CompletionCost, other.TotalCost));
        Assert.Equal(0.493m * 7 / 1_000_000, other.PromptCost);
    }

    [Fact]
    public async Task A_price_in_another_currency_yields_null()
    {
        var model = await ReadModelAsync("\"pricing\":{\"prompt\":1,\"completion\":2,\"currency\":\"EUR\"}");

        Assert.Null(ModelCost.Create(ModelSnapshot.From(model), new(1, 1)).TotalCost);
    }

    [Fact]
    public void A_cost_formats_as_one_line()
    {
        Assert.Equal($"some/model: {2m} USD", ModelCost.Create(CreateModel(1, 1), new(1_000_000, 1_000_000)).ToString());
        Assert.Equal("some/model: unknown", ModelCost.Create(CreateModel(null, 1), new(1, 1)).ToString());
    }

    private static ModelSnapshot CreateModel(decimal? prompt, decimal? completion) => ModelSnapshot.From(
        new Dictionary<string, object?> { ["Id"] = "some/model", ["PromptPrice"] = prompt, ["CompletionPrice"] = completion })!;

    private static decimal ParseNumber(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
