using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>The JSON entry of a model, written with its id or with a suffix appended to the id.</summary>
internal sealed class ModelEntry
{
    // The service escapes only what JSON requires.
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] json;
    private readonly int idEnd;

    /// <summary>Copies the selected properties of an entry, including the id.</summary>
    public ModelEntry(JsonElement entry, Func<string, bool> isIncluded)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonOptions))
        {
            writer.WriteStartObject();
            foreach (var field in entry.EnumerateObject().Where(field => isIncluded(field.Name)))
            {
                field.WriteTo(writer);
                if (field.NameEquals("id")) idEnd = (int)(writer.BytesCommitted + writer.BytesPending) - 1;
            }
            writer.WriteEndObject();
        }

        json = buffer.WrittenSpan.ToArray();
    }

    public ReadOnlySpan<byte> Json => json;

    /// <summary>Writes the entry with a suffix appended to its id.</summary>
    public void WriteTo(IBufferWriter<byte> writer, ReadOnlySpan<byte> suffix)
    {
        writer.Write(json.AsSpan(0, idEnd));
        writer.Write(suffix);
        writer.Write(json.AsSpan(idEnd));
    }
}
