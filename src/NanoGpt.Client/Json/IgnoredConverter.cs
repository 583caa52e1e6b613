using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Steps over a value that says nothing new.</summary>
internal sealed class IgnoredConverter : ReadOnlyConverter<object?>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return null;
    }
}
