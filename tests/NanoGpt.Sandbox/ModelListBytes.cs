using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>A model list as it travels.</summary>
internal static class ModelListBytes
{
    /// <summary>How many bytes it takes until so many models are whole: all of them when there are no more.</summary>
    public static int UpTo(int models, ReadOnlySpan<byte> list)
    {
        var reader = new Utf8JsonReader(list);
        while (models > 0 && reader.Read())
            if (reader is { CurrentDepth: 2, TokenType: JsonTokenType.EndObject })
                models--;
        return models > 0 ? list.Length : (int)reader.BytesConsumed;
    }
}
