using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests lists: complete, chunked, long, and with invalid entries.</summary>
public sealed class ModelListTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private static readonly byte[] UnusualList = Encoding.UTF8.GetBytes("""
         {"object" : "list", "meta":{"count":[1,{"data":[{"id":"not this"}]}]},"data" :[
            {"id":"plain","created":1765411200,"pricing":{"prompt":0.125e1}} , null, 12, "text", [1,[2]], {"id":null},
            {"id":"\u00e9\"\\/\ud83d\ude00","name":"naïve 日本 😀","new":{"a":[true,false,null,-1.5]},"owned_by":"é"},
            {"name":"no id"},{"id":"invalid","context_length":"a lot"}
         ], "next" : null , "more":true}

        """);

    [Fact]
    public async Task Models_keep_the_order_and_duplicates_of_the_service()
    {
        var (models, list) = await ReadAsync(ListOf(
            """{"id":"z"}""", """{"id":"a","name":"first"}""", """{"id":"m"}""", """{"id":"a","name":"second"}""",
            """{"id":"A"}"""));

        Assert.Equal(["z", "a", "m", "a", "A"], models.Select(model => model.Id));
        Assert.Equal(["first", "second"], models.Select(model => model.Name).OfType<string>());
        Assert.Equal((5, 0, 0), (list.Count, list.SkippedEntryCount, list.InvalidEntryCount));
    }

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("{}")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"id":["a"]}""")]
    [InlineData("""{"id":"unpaired \ud83d surrogate"}""")]
    [InlineData("""{"id":5,"context_length":"a lot"}""")]
    [InlineData("""{"ID":"x"}""")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("\"x\"")]
    [InlineData("""[{"id":"x"}]""")]
    public async Task An_entry_without_an_id_is_skipped_and_counted(string entry)
    {
        var (models, list) = await ReadAsync(ListOf(entry, """{"id":"a"}""", entry, entry, """{"id":"b"}"""));

        Assert.Equal(["a", "b"], models.Select(model => model.Id));
        Assert.Equal((2, 3, 0), (list.Count, list.SkippedEntryCount, list.InvalidEntryCount));
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"object":"list","data":[],"meta":{"count":0}}""")]
    public async Task An_empty_list_is_valid(string body) => Assert.Empty((await ReadAsync(body)).Models);

    [Theory]
    [InlineData("""{"data":[{"id":"a"}],"object":"list"}""")]
    [InlineData("""{"meta":{"data":[{"id":"not this"}]},"data":[{"id":"a"}]}""")]
    [InlineData("""{"meta":["data",[{"id":"not this"}]],"data":[{"id":"a"}],"meta":{"data":null}}""")]
    [InlineData("""{"object":"data","d\u0061ta":[{"id":"a"}],"more":5}""")]
    [InlineData("\r\n\t {\"data\" : [ {\"id\":\"a\"} ] } \r\n")]
    public async Task Only_the_data_property_is_the_list_at_any_position(string body) =>
        Assert.Equal(["a"], (await ReadAsync(body)).Ids);

    [Theory(Timeout = TestTimeout)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_list_is_read_in_chunks_of_any_size(int size)
    {
        var (models, list) = await ReadInChunksAsync(UnusualList, size);

        Assert.Equal(["plain", "é\"\\/😀", "invalid"], models.Select(model => model.Id));
        Assert.Equal((6, 1), (list.SkippedEntryCount, list.InvalidEntryCount));
        Assert.Equal((1.25m, "naïve 日本 😀", "é"), (models[0].PromptPrice, models[1].Name, models[1].OwnedBy));
        Assert.Equal("a lot", models[2].AdditionalProperties["context_length"]);
        Assert.Equal(UnusualList.Length, list.Request.BytesRead);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task A_byte_order_mark_is_skipped_at_any_chunk_size(int size)
    {
        byte[] marked = [.. Encoding.UTF8.Preamble, .. "{\"data\":[{\"id\":\"a\"}]}"u8];

        Assert.Equal(["a"], (await ReadInChunksAsync(marked, size)).Ids);
    }

    [Theory]
    [InlineData(32_000)]
    [InlineData(32_768)]
    [InlineData(40_000)]
    [InlineData(1_000_000)]
    public async Task An_entry_longer_than_the_buffer_is_read(int length)
    {
        var text = string.Create(length, 0, (text, _) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + i % 26);
        });

        var (models, list) = await ReadAsync(ListOf(
            """{"id":"before"}""",
            $$"""{"id":"long","description":"{{text}}"}""",
            """{"id":"after"}""",
            $$"""{"id":"long again","future":"{{text}}"}"""));

        Assert.Equal(["before", "long", "after", "long again"], models.Select(model => model.Id));
        Assert.Equal(text, models[1].Description);
        Assert.Equal(text, models[3].AdditionalProperties["future"]);
        Assert.True(list.Request.BytesRead > 2 * length);
    }

    [Fact]
    public async Task A_long_list_is_read()
    {
        var numbers = Enumerable.Range(0, 5_000).ToList();

        var (models, list) = await ReadAsync(ListOf(numbers.Select(n =>
            $$"""{"id":"model/{{n}}","context_length":{{n}},"description":"{{new string('x', n % 700)}}"}""")));

        Assert.Equal(numbers.Select(n => $"model/{n}"), models.Select(model => model.Id));
        Assert.Equal(numbers.Select(n => (long?)n), models.Select(model => model.ContextLength));
        Assert.Equal(5_000, list.Count);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_first_models_are_returned_before_the_last_arrive()
    {
        using var list = await TestClient.StartAsync(Server.GetFaultUri("hold=2000"));
        await using var models = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await models.MoveNextAsync());
        Assert.Equal(SandboxCatalog.Entries[0].Id, models.Current.Id);
        Assert.Equal(1, list.Count);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposing_a_list_early_aborts_the_transfer(bool readsAModel)
    {
        Server.ClearRequests();
        var list = await TestClient.StartAsync(Server.GetFaultUri("hold=2000"));
        Assert.False(Assert.Single(Server.Requests).Aborted);

        if (readsAModel)
            await foreach (var model in list.WithCancellation(TestContext.Current.CancellationToken)) break;
        else
            list.Dispose();

        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
        list.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_list_can_be_enumerated_only_once(int models)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var list = await TestClient.StartAsync(Server.AddResponse(ListOf("""{"id":"a"}""", """{"id":"b"}""")));
        await using (var first = list.GetAsyncEnumerator(cancellationToken))
            for (var n = 0; n < models; n++) Assert.Equal(n < 2, await first.MoveNextAsync());
        if (models == 0) list.Dispose();

        await using var second = list.GetAsyncEnumerator(cancellationToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await second.MoveNextAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_list_is_read(string encoding)
    {
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\nContent-Encoding: {encoding}",
            Compression.With(encoding, Encoding.UTF8.GetBytes(ListOf("""{"id":"a"}"""))));

        var (models, list) = await TestClient.ListAsync(server.BaseUri);

        Assert.Equal(["a"], models.Select(model => model.Id));
        Assert.Equal(ListOf("""{"id":"a"}""").Length, list.Request.BytesRead);
    }

    [Fact]
    public async Task The_request_info_describes_the_request()
    {
        await using var server = new RawServer("""
            HTTP/1.1 200 OK
            X-Request-ID: req_123
            """, """{"data":[]}"""u8.ToArray());

        var (_, list) = await TestClient.ListAsync(server.BaseUri, new() { Detailed = true });

        var report = list.Request;
        Assert.Equal(
            ("GET", 200, "req_123", 11), (report.Method, report.StatusCode, report.RequestId, report.BytesRead));
        Assert.Equal(new(server.BaseUri, "api/v1/models?detailed=true"), report.Uri);
        Assert.True(report.Elapsed > TimeSpan.Zero);
        Assert.Equal(report.Elapsed, report.Elapsed);
    }

    [Fact]
    public async Task The_request_info_has_no_request_id_if_the_service_sends_none()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK", """{"data":[]}"""u8.ToArray());

        var (_, list) = await TestClient.ListAsync(server.BaseUri);

        Assert.Null(list.Request.RequestId);
    }

    /// <summary>Sends each chunk after the client has read the previous one, so that every boundary is tested.</summary>
    private static async Task<ListResult> ReadInChunksAsync(byte[] body, int size)
    {
        var listening = new TaskCompletionSource<ModelList>();
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 200 OK"), stopping);
            var reading = await listening.Task.WaitAsync(stopping);
            var sent = 0;
            foreach (var chunk in body.Chunk(size))
            {
                await stream.WriteAsync(chunk, stopping);
                sent += chunk.Length;
                await Eventually.IsTrueAsync(() => reading.Request.BytesRead == sent || stopping.IsCancellationRequested);
            }
        });
        using var list = await TestClient.StartAsync(server.BaseUri);
        listening.SetResult(list);
        var models = new List<Model>();
        await foreach (var model in list.WithCancellation(TestContext.Current.CancellationToken)) models.Add(model);
        return new(models, list);
    }
}
