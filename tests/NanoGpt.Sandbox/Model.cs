using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>A model of the catalog, with its two entries ready to be sent.</summary>
internal sealed class Model
{
    private static readonly string[] BasicFields = ["id", "object", "created", "owned_by"];

    // The service escapes no more than JSON needs.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] detailed;

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

        Basic = Write(entry, field => BasicFields.Contains(field));
        detailed = Write(entry, field => field != "sandbox");
    }

    public string Id { get; }

    /// <summary>Whether the subscription includes it.</summary>
    public bool IsIncluded { get; }

    /// <summary>Whether those see it who have saved no preferences.</summary>
    public bool IsVisible { get; } = true;

    /// <summary>Its place by use, 1 the most used.</summary>
    public int UsageRank { get; } = int.MaxValue;

    public byte[] Basic { get; }

    public byte[] Detailed(double priceFactor) => priceFactor is 1 ? detailed : Repriced(priceFactor);

    private static byte[] Write(JsonElement entry, Func<string, bool> isWanted)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var field in entry.EnumerateObject().Where(field => isWanted(field.Name))) field.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private byte[] Repriced(double factor)
    {
        var entry = JsonNode.Parse(detailed)!;
        if (entry["pricing"] is not JsonObject pricing) return detailed;

        foreach (var side in new[] { "prompt", "completion" })
        {
            if (pricing[side] is not JsonValue price) continue;
            if (price.TryGetValue(out double number))
                pricing[side] = number * factor;
            else if (price.TryGetValue(out string? text)
                && double.TryParse(text, CultureInfo.InvariantCulture, out number))
                pricing[side] = (number * factor).ToString(CultureInfo.InvariantCulture);
        }

        return JsonSerializer.SerializeToUtf8Bytes(entry);
    }
}
