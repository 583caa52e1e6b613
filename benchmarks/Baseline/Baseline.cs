using System.Text.Json;

namespace NanoGpt.Benchmarks;

/// <summary>The minimum cost of listing models: downloads the response and deserializes it with source-generated code.</summary>
public static class Baseline
{
    private static readonly HttpClient Http = new();

    /// <summary>Downloads and deserializes a list.</summary>
    public static IReadOnlyList<BaselineModel> List(Uri uri) => Read(Http.GetByteArrayAsync(uri).GetAwaiter().GetResult());

    /// <summary>Deserializes a list.</summary>
    public static IReadOnlyList<BaselineModel> Read(byte[] body) =>
        JsonSerializer.Deserialize(body, BaselineContext.Default.BaselineModelList)!.Data;
}
