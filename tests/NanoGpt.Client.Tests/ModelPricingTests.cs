using System.Globalization;

namespace NanoGpt.Client.Tests;

/// <summary>Prices: exact, and never taken for what they are not.</summary>
public sealed class ModelPricingTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("0.49299999999999994", "0.49299999999999994")]
    [InlineData("\"0.49299999999999994\"", "0.49299999999999994")]
    [InlineData("\"15.73\"", "15.73")]
    [InlineData("15", "15")]
    [InlineData("150.0", "150")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("0", "0")]
    public async Task A_price_is_exactly_what_was_said(string said, string price)
    {
        var expected = decimal.Parse(price, CultureInfo.InvariantCulture);

        var model = await ReadModelAsync($$"""
            "pricing":{"prompt":{{said}},"completion":{{said}},"currency":"USD","unit":"per_million_tokens"}
            """);

        Assert.Equal((expected, expected), (model.Pricing!.Prompt, model.Pricing.Completion));
        Assert.Equal((expected, expected), (model.PromptPrice, model.CompletionPrice));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(",\"currency\":null,\"unit\":null", 2)]
    [InlineData(",\"currency\":\"USD\"", 2)]
    [InlineData(",\"unit\":\"per_million_tokens\"", 2)]
    [InlineData(",\"currency\":\"EUR\"", null)]
    [InlineData(",\"unit\":\"per_request\"", null)]
    [InlineData(",\"currency\":\"USD\",\"unit\":\"per_1k_tokens\"", null)]
    public async Task A_price_in_other_money_or_for_other_units_is_kept_but_not_compared(string terms, int? price)
    {
        var model = await ReadModelAsync($$"""
            "pricing":{"prompt":2,"completion":2{{terms}}}
            """);

        Assert.Equal((2m, 2m), (model.Pricing!.Prompt, model.Pricing.Completion));
        Assert.Equal((price, price), (model.PromptPrice, model.CompletionPrice));
    }

    [Fact]
    public async Task One_price_can_be_missing()
    {
        var model = await ReadModelAsync("\"pricing\":{\"completion\":3}");

        Assert.Equal((null, 3m), (model.PromptPrice, model.CompletionPrice));
    }
}
