using BenchmarkDotNet.Attributes;
using NanoGpt.Json;

namespace NanoGpt.Benchmarks;

/// <summary>Compares the client's streaming reader with a serializer that reads the complete list.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    // The usual size of a read from a network stream.
    private const int ChunkSize = 16 * 1024;

    /// <summary>A model list in the service's detailed format.</summary>
    public static byte[] Body { get; set; } = [];

    private static readonly Secret Key = Secret.ApiKey("sk-nano-00000000-0000-4000-8000-00000000a11c");

    private readonly byte[] body = Body;

    [Benchmark]
    public async Task<int> Reader()
    {
        using var reader = new ModelListReader(new ChunkedBody(body, ChunkSize), BaseAddress.Default, Key);
        var count = 0;
        while (await reader.ReadAsync(CancellationToken.None) is not null) count++;
        return count;
    }

    [Benchmark]
    public int Serializer() => Baseline.Read(body).Count;
}
