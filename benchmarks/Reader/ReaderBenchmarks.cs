using BenchmarkDotNet.Attributes;
using NanoGpt.Json;

namespace NanoGpt.Benchmarks;

/// <summary>Bytes to models: the client's reader beside a serializer that reads the whole list at once.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    // The piece in which a network stream usually gives what is there.
    private const int PieceSize = 16 * 1024;

    /// <summary>A model list in the service's detailed format.</summary>
    public static byte[] Body { get; set; } = [];

    private static readonly Secret Key = Secret.ApiKey("sk-nano-00000000-0000-4000-8000-00000000a11c");

    private readonly byte[] body = Body;

    [Benchmark]
    public async Task<int> Reader()
    {
        using var reader = new ModelListReader(new BodyInPieces(body, PieceSize), BaseAddress.Default, Key);
        var count = 0;
        while (await reader.ReadAsync(CancellationToken.None) is not null) count++;
        return count;
    }

    [Benchmark]
    public int Serializer() => Floor.Read(body).Count;
}
