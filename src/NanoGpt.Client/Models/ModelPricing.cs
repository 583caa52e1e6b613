using System.Globalization;

namespace NanoGpt;

/// <summary>
/// What a model costs, as the service said it. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelPricing : ServiceObject
{
    /// <summary>What reading the prompt costs, in <see cref="Currency"/> per <see cref="Unit"/>. Null: not said.</summary>
    public decimal? Prompt { get; internal set; }

    /// <summary>What writing the answer costs, in <see cref="Currency"/> per <see cref="Unit"/>. Null: not said.</summary>
    public decimal? Completion { get; internal set; }

    /// <summary>The currency; NanoGPT says <c>USD</c>. Null: not said, which means USD.</summary>
    public string? Currency { get; internal set; }

    /// <summary>
    /// What the price is for; NanoGPT says <c>per_million_tokens</c>. Null: not said, which means that.
    /// </summary>
    public string? Unit { get; internal set; }

    internal bool IsUsdPerMillionTokens => Currency is null or "USD" && Unit is null or "per_million_tokens";

    /// <summary>Both prices with their currency and unit.</summary>
    public override string ToString() => string.Format(
        CultureInfo.CurrentCulture,
        "{0} in, {1} out, {2} {3}",
        (object?)Prompt ?? "?",
        (object?)Completion ?? "?",
        Currency ?? "USD",
        (Unit ?? "per_million_tokens").Replace('_', ' '));
}
