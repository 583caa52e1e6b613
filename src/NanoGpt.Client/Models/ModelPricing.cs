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

    /// <summary>Gets the currency. NanoGPT sends <c>USD</c>; <see langword="null"/> if unspecified, which means USD.</summary>
    public string? Currency { get; internal set; }

    /// <summary>
    /// Gets the unit of the prices. NanoGPT sends <c>per_million_tokens</c>; <see langword="null"/> if unspecified, which means
    /// the same.
    /// </summary>
    public string? Unit { get; internal set; }

    internal bool IsUsdPerMillionTokens => Currency is null or "USD" && Unit is null or "per_million_tokens";

    /// <summary>Returns both prices with their currency and unit.</summary>
    public override string ToString() => string.Format(
        CultureInfo.CurrentCulture,
        "{0} in, {1} out, {2} {3}",
        (object?)Prompt ?? "?",
        (object?)Completion ?? "?",
        Currency ?? "USD",
        (Unit ?? "per_million_tokens").Replace('_', ' '));
}
