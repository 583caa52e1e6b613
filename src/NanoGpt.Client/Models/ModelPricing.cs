using System.Globalization;

namespace NanoGpt;

/// <summary>
/// The prices of a model as the service sent them. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelPricing : ServiceObject
{
    /// <summary>
    /// Gets the prompt price in <see cref="Currency"/> per <see cref="Unit"/>; <see langword="null"/> if unspecified.
    /// </summary>
    public decimal? Prompt { get; internal set; }

    /// <summary>
    /// Gets the completion price in <see cref="Currency"/> per <see cref="Unit"/>; <see langword="null"/> if unspecified.
    /// </summary>
    public decimal? Completion { get; internal set; }

    /// <summary>
    /// Gets the price of the input of an embedding model in <see cref="Currency"/> per million tokens; <see langword="null"/>
    /// if unspecified.
    /// </summary>
    public decimal? PerMillionTokens { get; internal set; }

    /// <summary>
    /// Gets the prices of an image in <see cref="Currency"/> by size, such as <c>1024x1024</c>; <see langword="null"/> if
    /// unspecified.
    /// </summary>
    public PriceDictionary? PerImage { get; internal set; }

    /// <summary>Gets the currency. NanoGPT sends <c>USD</c>; <see langword="null"/> if unspecified, which means USD.</summary>
    public string? Currency { get; internal set; }

    /// <summary>
    /// Gets the unit of the prices. NanoGPT sends <c>per_million_tokens</c>; <see langword="null"/> if unspecified, which means
    /// the same.
    /// </summary>
    public string? Unit { get; internal set; }

    internal bool IsUsd => Currency is null or "USD";

    internal bool IsUsdPerMillionTokens => IsUsd && Unit is null or "per_million_tokens";

    /// <summary>Returns the prices with their currency and unit.</summary>
    public override string ToString()
    {
        var prices = Prompt is null && Completion is null ? FormatOtherPrices() : "";
        return prices.Length > 0
            ? string.Join(" ", new[] { prices, Currency, Unit?.Replace('_', ' ') }.Where(part => part is not null))
            : string.Format(
                CultureInfo.CurrentCulture,
                "{0} in, {1} out, {2} {3}",
                (object?)Prompt ?? "?",
                (object?)Completion ?? "?",
                Currency ?? "USD",
                (Unit ?? "per_million_tokens").Replace('_', ' '));
    }

    /// <summary>Formats the prices that are not per token in and out, such as <c>per_second: 0.05</c>.</summary>
    private string FormatOtherPrices()
    {
        object?[] prices =
        [
            new Dictionary<string, object?> { ["per_million_tokens"] = PerMillionTokens, ["per_image"] = PerImage },
            AdditionalProperties,
        ];
        return string.Join(", ", prices.Select(part => ValueText.From(part)).Where(text => text.Length > 0));
    }
}
