using System.Text;
using NanoGpt.Json;

namespace NanoGpt.Client.Tests;

/// <summary>Tests parsing of lists at different chunk sizes.</summary>
public sealed class ModelListReaderTests
{
    private static readonly byte[] Catalog = Encoding.UTF8.GetBytes(
        $$"""{"object":"list","data":[{{string.Join(',', SandboxCatalog.Entries.Select(entry => entry.Json))}}],"more":[1] }""");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_list_is_read_identically_at_any_chunk_size(int chunkSize)
    {
        var inOneChunk = await ReadAsync(new(Catalog, Catalog.Length));

        var inChunks = await ReadAsync(new(Catalog, chunkSize));

        Assert.Equal(SandboxCatalog.Entries.Select(entry => entry.Id), inOneChunk.Select(model => model.Id));
        Assert.Equivalent(inOneChunk, inChunks, strict: true);
    }

    [Fact]
    public async Task A_model_is_returned_when_its_last_byte_arrives()
    {
        var body = """{"data":[{"id":"a"},{"id":"b"},{"id":"c"}]}"""u8.ToArray();
        var response = new ChunkedReader(body, chunkSize: 1);
        using var reader = new ModelListReader(response, BaseAddress.Default);

        List<int> ends = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is not null) ends.Add(response.Read);

        Assert.Equal([18, 29, 40], ends.Select(end => end - 1));
        Assert.All(ends, end => Assert.Equal((byte)'}', body[end - 1]));
    }

    [Theory]
    [InlineData(70_000, 128 * 1024)]
    [InlineData(140_000, 256 * 1024)]
    [InlineData(600_000, 1024 * 1024)]
    public async Task A_long_value_in_small_chunks_is_parsed_again_only_when_doubled(int brokenAt, int seenAt)
    {
        const int ChunkSize = 1024;
        var body = Encoding.UTF8.GetBytes("{\"data\":[{\"id\":\"".PadRight(brokenAt, 'x') + "\"!".PadRight(1024 * 1024, ' '));
        var response = new ChunkedReader(body, ChunkSize);

        await Assert.ThrowsAsync<NanoGptException>(() => ReadAsync(response));

        Assert.InRange(response.Read, seenAt, seenAt + (seenAt / 64));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(16 * 1024)]
    [InlineData(100_000)]
    public async Task Consecutive_long_values_are_read_at_any_chunk_size(int chunkSize)
    {
        List<int> lengths = [70_000, 1_000_000, 33_000, 200_000, 1];
        var ids = lengths.ConvertAll(length => new string('x', length));
        var body = Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""");

        var models = await ReadAsync(new(body, chunkSize));

        Assert.Equal(ids, models.Select(model => model.Id));
    }

    [Theory]
    [InlineData("\"id\":!}]}", "invalid JSON")]
    [InlineData("\"id\":[", "is truncated")]
    public async Task An_error_after_a_long_value_is_described_correctly(string end, string description)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"data":[{"name":"{{new string('x', 100_000)}}",{{end}}""");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadAsync(new(body, 1000)));

        Assert.Contains(description, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_strings_of_several_models_are_shared()
    {
        const string Said = """
            "owned_by":"owner","category":"mini","architecture":{"input_modalities":["text"]},"pricing":{"currency":"USD"}
            """;

        var models = await ReadAsync(new(Encoding.UTF8.GetBytes($$"""{"data":[{"id":"a",{{Said}}},{"id":"b",{{Said}}}]}"""), 1000));

        Assert.Same(models[0].OwnedBy, models[1].OwnedBy);
        Assert.Same(models[0].Category, models[1].Category);
        Assert.Same(models[0].Architecture!.InputModalities![0], models[1].Architecture!.InputModalities![0]);
        Assert.Same(models[0].Pricing!.Currency, models[1].Pricing!.Currency);
    }

    [Fact]
    public async Task More_distinct_strings_than_the_pool_holds_are_read_correctly()
    {
        var owners = Enumerable.Range(0, 2000).Select(number => $"owner {number}").ToList();
        var entries = owners.Select(owner => $$"""{"id":"a","owned_by":"{{owner}}","{{owner}}":1}""");

        var models = await ReadAsync(new(Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', entries)}}] }"""), 1000));

        Assert.Equal(owners, models.Select(model => model.OwnedBy));
        Assert.Equal(owners, models.Select(model => model.AdditionalProperties.Keys.Single()));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(16 * 1024)]
    [InlineData(4 * 1024 * 1024)]
    public async Task An_entry_has_a_maximum_size_at_any_chunk_size(int chunkSize)
    {
        var longest = new string('x', ModelListReader.MaxEntrySize - """{"id":""}""".Length);

        var models = await ReadAsync(new(ListWith(longest), chunkSize));
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadAsync(new(ListWith(longest + "x"), chunkSize)));

        Assert.Equal([longest, "b"], models.Select(model => model.Id));
        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
        Assert.Contains("in entry 1", failure.Message, StringComparison.Ordinal);

        static byte[] ListWith(string id) =>
            Encoding.UTF8.GetBytes($$"""{"data":[{{new string(' ', 100_000)}}{"id":"{{id}}"} , {"id":"b"}]}""");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task A_value_outside_the_entries_has_the_same_maximum_size(int more, bool isTooLarge)
    {
        var meta = new string('x', ModelListReader.MaxEntrySize - "\"meta\":\"\"".Length + more);
        var reading = ReadAsync(new(Encoding.UTF8.GetBytes($$"""{"meta":"{{meta}}","data":[{"id":"a"}]}"""), 16 * 1024));

        if (isTooLarge) Assert.Equal(NanoGptErrorKind.ResponseTooLarge, (await Assert.ThrowsAsync<NanoGptException>(() => reading)).Kind);
        else Assert.Single(await reading);
    }

    [Fact]
    public async Task Reading_buffered_data_can_be_canceled()
    {
        using var cancellationToken = new CancellationTokenSource();
        var response = new ChunkedReader("""{"data":[{"id":"a"},{"id":"b"}]}"""u8.ToArray(), chunkSize: 1000);
        using var reader = new ModelListReader(response, BaseAddress.Default);
        Assert.NotNull(await reader.ReadAsync(cancellationToken.Token));

        await cancellationToken.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reader.ReadAsync(cancellationToken.Token).AsTask());
    }

    [Fact]
    public async Task Colliding_strings_are_read_correctly_without_long_searches()
    {
        // The same length, and the same characters at both ends and in the middle.
        var owners = Enumerable.Range(0, 100).Select(number => $"a{number:000}bc{number:000}d").ToList();
        var entries = owners.Concat(owners).Select(owner => $$"""{"id":"a","owned_by":"{{owner}}"}""");

        var models = await ReadAsync(new(Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', entries)}}]}"""), 1000));

        Assert.Equal(owners.Concat(owners), models.Select(model => model.OwnedBy));
        Assert.Same(models[0].OwnedBy, models[100].OwnedBy);
        Assert.NotSame(models[99].OwnedBy, models[199].OwnedBy);
    }

    private static async Task<List<Model>> ReadAsync(ChunkedReader response)
    {
        using var reader = new ModelListReader(response, BaseAddress.Default);
        List<Model> models = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } model) models.Add(model);
        return models;
    }
}
