using System.Globalization;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that prices have no binary rounding errors and that other currencies and units are not dollar prices.</summary>
public sealed class ModelPricingTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("0.42000000000000004", "0.42")]
    [InlineData("\"0.49299999999999994\"", "0.493")]
    [InlineData("14.993999999999998", "14.994")]
    [InlineData("2.4225000000000003", "2.4225")]
    [InlineData("0.1234567890123456", "0.123456789012346")]
    [InlineData("123456789.012345", "123456789.012345")]
    [InlineData("0.700000007", "0.700000007")]
    [InlineData("0.420000", "0.42")]
    [InlineData("-0.42000000000000004", "-0.42")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("9999999999999999999999999999", "10000000000000000000000000000")]
    [InlineData("\"15.73\"", "15.73")]
    [InlineData("15", "15")]
    [InlineData("150.0", "150")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("0", "0")]
    public async Task A_price_is_rounded_to_fifteen_significant_digits(string json, string price)
    {
        var expected = decimal.Parse(price, CultureInfo.InvariantCulture);

        var model = await ReadModelAsync($$"""
            "pricing":{"prompt":{{json}},"completion":{{json}},"currency":"USD","unit":"per_million_tokens"}
            """);

        Assert.Equal((expected, expected), (model.Pricing!.Prompt, model.Pricing.Completion));
        Assert.Equal((expected, expected), (model.PromptPrice, model.CompletionPrice));
        Assert.Equal(price, model.PromptPrice!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(",\"currency\":null,\"unit\":null", 2)]
    [InlineData(",\"currency\":\"USD\"", 2)]
    [InlineData(",\"unit\":\"per_million_tokens\"", 2)]
    [InlineData(",\"currency\":\"EUR\"", null)]
    [InlineData(",\"unit\":\"per_request\"", null)]
    [InlineData(",\"currency\":\"USD\",\"unit\":\"per_1k_tokens\"", null)]
    public async Task A_price_in_another_currency_or_unit_has_no_dollar_price(string terms, int? price)
    {
        var model = await ReadModelAsync($$"""
            "pricing":{"prompt":2,"completion":2{{terms}}}
            """);

        Assert.Equal((2m, 2m), (model.Pricing!.Prompt, model.Pricing.Completion));
        Assert.Equal((price, price), (model.PromptPrice, model.CompletionPrice));
    }

    [Fact]
    public async Task A_missing_price_is_null()
    {
        var model = await ReadModelAsync("\"pricing\":{\"completion\":3}");

        Assert.Equal((null, 3m), (model.PromptPrice, model.CompletionPrice));
    }
}
