using System.Text.Json;

namespace NanoGpt.Benchmarks;

/// <summary>The least that listing models can cost: the bytes downloaded, and read by a serializer made at compile time.</summary>
public static class Floor
{
    private static readonly HttpClient Http = new();

    /// <summary>Downloads a list and reads it.</summary>
    public static IReadOnlyList<ListedModel> List(Uri uri) => Read(Http.GetByteArrayAsync(uri).GetAwaiter().GetResult());

    /// <summary>Reads a list.</summary>
    public static IReadOnlyList<ListedModel> Read(byte[] body) =>
        JsonSerializer.Deserialize(body, FloorContext.Default.ListedModels)!.Data;
}
