using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>A model's entry in a list, ready to be sent under its own id or one made up from that.</summary>
internal sealed class ModelEntry
{
    // The service escapes no more than JSON needs.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] json;
    private readonly int endOfId;

    /// <summary>Takes those fields of an entry that are wanted, among them the id.</summary>
    public ModelEntry(JsonElement entry, Func<string, bool> isWanted)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            foreach (var field in entry.EnumerateObject().Where(field => isWanted(field.Name)))
            {
                field.WriteTo(writer);
                if (field.NameEquals("id")) endOfId = (int)(writer.BytesCommitted + writer.BytesPending) - 1;
            }
            writer.WriteEndObject();
        }

        json = buffer.WrittenSpan.ToArray();
    }

    public ReadOnlySpan<byte> Json => json;

    /// <summary>Writes the entry with this behind its id.</summary>
    public void WriteTo(IBufferWriter<byte> writer, ReadOnlySpan<byte> suffix)
    {
        writer.Write(json.AsSpan(0, endOfId));
        writer.Write(suffix);
        writer.Write(json.AsSpan(endOfId));
    }
}
