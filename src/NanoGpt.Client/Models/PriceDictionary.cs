using System.Collections.ObjectModel;

namespace NanoGpt;

/// <summary>
/// A read-only dictionary of prices, by the names that the service uses. <c>Export-Csv</c> writes the result of
/// <see cref="ToString"/>.
/// </summary>
public sealed class PriceDictionary : ReadOnlyDictionary<string, decimal>
{
    internal PriceDictionary(IDictionary<string, decimal> prices) : base(prices)
    {
    }

    /// <summary>Returns each name and price, such as <c>1024x1024: 0.04</c>.</summary>
    public override string ToString() => ValueText.From(this);
}
