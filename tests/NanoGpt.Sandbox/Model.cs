using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>A model of the catalog with its basic and detailed entries as JSON.</summary>
internal sealed class Model
{
    private static readonly string[] BasicFields = ["id", "object", "created", "owned_by"];

    private readonly ModelEntry basic;
    private readonly PricedEntry detailed;
    private readonly HashSet<string> capabilities;
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

        capabilities = entry.TryGetProperty("capabilities", out var known) && known.ValueKind is JsonValueKind.Object
            ? known.EnumerateObject().Where(capability => capability.Value.ValueKind is JsonValueKind.True).Select(capability => capability.Name).ToHashSet()
            : [];
        basic = new(entry, field => BasicFields.Contains(field));
        detailed = new(new(entry, field => field != "sandbox"));
    }

    /// <summary>Copies a model with another id. The copy is visible by default.</summary>
    private Model(Model model, string suffix)
    {
        Id = model.Id + suffix;
        IsIncluded = model.IsIncluded;
        UsageRank = model.UsageRank;
        capabilities = model.capabilities;
        basic = model.basic;
        detailed = model.detailed;
        this.suffix = Encoding.UTF8.GetBytes(suffix);
    }

    public string Id { get; }

    /// <summary>Gets a value that indicates whether the subscription includes the model.</summary>
    public bool IsIncluded { get; }

    /// <summary>Gets a value that indicates whether the model is visible to accounts without preferences.</summary>
    public bool IsVisible { get; } = true;

    /// <summary>Gets the rank by usage; 1 is the most used.</summary>
    public int UsageRank { get; } = int.MaxValue;

    /// <summary>Determines whether the model has a capability.</summary>
    public bool Has(string capability) => capabilities.Contains(capability);

    /// <summary>Creates the n-th copy, visible by default. The first copy has the same id.</summary>
    public Model Copy(int n) => new(this, n is 1 ? "" : $"~{n - 1:D4}");

    public void WriteBasic(IBufferWriter<byte> writer) => basic.WriteTo(writer, suffix);

    /// <summary>Writes the detailed entry with prices multiplied by a factor.</summary>
    public void WriteDetailed(IBufferWriter<byte> writer, double priceFactor) =>
        detailed.GetForFactor(priceFactor).WriteTo(writer, suffix);
}
