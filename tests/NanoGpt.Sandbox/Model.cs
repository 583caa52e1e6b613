using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>A model of the catalog, with its two entries ready to be sent.</summary>
internal sealed class Model
{
    private static readonly string[] BasicFields = ["id", "object", "created", "owned_by"];

    private readonly ModelEntry basic;
    private readonly PricedEntry detailed;
    private readonly byte[] suffix = [];

    public Model(JsonElement entry)
    {
        Id = entry.GetProperty("id").GetString() ?? throw new InvalidOperationException("A model's id is null.");
        IsIncluded = entry.TryGetProperty("subscription", out var subscription)
            && subscription.ValueKind is JsonValueKind.Object
            && subscription.TryGetProperty("included", out var included)
            && included.ValueKind is JsonValueKind.True;
        if (entry.TryGetProperty("sandbox", out var own))
        {
            IsVisible = !own.TryGetProperty("visible", out var visible) || visible.GetBoolean();
            UsageRank = own.TryGetProperty("rank", out var rank) ? rank.GetInt32() : int.MaxValue;
        }

        basic = new(entry, field => BasicFields.Contains(field));
        detailed = new(new(entry, field => field != "sandbox"));
    }

    /// <summary>Makes up a model from another: the same but for the id, and visible by default.</summary>
    private Model(Model model, string suffix)
    {
        Id = model.Id + suffix;
        IsIncluded = model.IsIncluded;
        UsageRank = model.UsageRank;
        basic = model.basic;
        detailed = model.detailed;
        this.suffix = Encoding.UTF8.GetBytes(suffix);
    }

    public string Id { get; }

    /// <summary>Whether the subscription includes it.</summary>
    public bool IsIncluded { get; }

    /// <summary>Whether those see it who have saved no preferences.</summary>
    public bool IsVisible { get; } = true;

    /// <summary>Its place by use, 1 the most used.</summary>
    public int UsageRank { get; } = int.MaxValue;

    /// <summary>The n-th model made up from this one, visible by default. The first has its id.</summary>
    public Model Copy(int n) => new(this, n is 1 ? "" : $"~{n - 1:D4}");

    public void WriteBasic(IBufferWriter<byte> writer) => basic.WriteTo(writer, suffix);

    /// <summary>Writes the detailed entry for those who pay this for each dollar of the list price.</summary>
    public void WriteDetailed(IBufferWriter<byte> writer, double priceFactor) =>
        detailed.At(priceFactor).WriteTo(writer, suffix);
}
