using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>The bytes of a model list.</summary>
internal static class ModelListBytes
{
    /// <summary>Gets the number of bytes up to the end of the n-th model, or all bytes if there are fewer models.</summary>
    public static int GetLength(int models, ReadOnlySpan<byte> list)
    {
        var reader = new Utf8JsonReader(list);
        while (models > 0 && reader.Read())
            if (reader is { CurrentDepth: 2, TokenType: JsonTokenType.EndObject })
                models--;
        return models > 0 ? list.Length : (int)reader.BytesConsumed;
    }
}
