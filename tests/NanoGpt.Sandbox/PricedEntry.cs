using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>A detailed entry with a cached copy for each price factor.</summary>
internal sealed class PricedEntry(ModelEntry atListPrice)
{
    private readonly ConcurrentDictionary<double, ModelEntry> byFactor = new() { [1] = atListPrice };

    /// <summary>Gets the entry with prices multiplied by a factor.</summary>
    public ModelEntry GetForFactor(double priceFactor) => byFactor.GetOrAdd(priceFactor, Reprice);

    private ModelEntry Reprice(double factor)
    {
        var entry = JsonNode.Parse(atListPrice.Json)!;
        if (entry["pricing"] is not JsonObject pricing) return atListPrice;

        foreach (var side in new[] { "prompt", "completion" })
        {
            if (pricing[side] is not JsonValue price) continue;
            if (price.TryGetValue(out double number))
                pricing[side] = number * factor;
            else if (price.TryGetValue(out string? text)
                && double.TryParse(text, CultureInfo.InvariantCulture, out number))
                pricing[side] = (number * factor).ToString(CultureInfo.InvariantCulture);
        }

        return new(entry.Deserialize<JsonElement>(), _ => true);
    }
}
