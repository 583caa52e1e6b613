using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoGpt.Json;

/// <summary>A converter for what is read from the service and never sent to it.</summary>
internal abstract class ReadOnlyConverter<T> : JsonConverter<T>
{
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Models are read, never written.");
}
