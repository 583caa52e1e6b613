using System.Net.Http.Headers;
using System.Text;
using NanoGpt.Http;

namespace NanoGpt.Client.Tests;

/// <summary>Tests responses with a declared charset other than UTF-8.</summary>
public sealed class CharsetTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    public static TheoryData<string, Encoding, bool> Charsets { get; } = new()
    {
        { "utf-16", Encoding.Unicode, false },
        { "utf-16", Encoding.Unicode, true },
        { "utf-16", Encoding.BigEndianUnicode, true },
        { "UTF-16LE", Encoding.Unicode, false },
        { "utf-16BE", Encoding.BigEndianUnicode, false },
        { "utf-16BE", Encoding.Unicode, true },
        { "\"utf-16\"", Encoding.Unicode, false },
        { "utf-32", Encoding.UTF32, false },
        { "iso-8859-1", Encoding.Latin1, false },
        { "us-ascii", Encoding.UTF8, false },
        { "utf-8", Encoding.UTF8, true },
        { "unknown-charset", Encoding.UTF8, false },
        { "utf-7", Encoding.UTF8, false },
    };

    [Theory]
    [MemberData(nameof(Charsets), DisableDiscoveryEnumeration = true)]
    public async Task A_list_is_decoded_in_its_declared_charset(string name, Encoding charset, bool hasByteOrderMark)
    {
        byte[] body = [.. hasByteOrderMark ? charset.GetPreamble() : [], .. charset.GetBytes(ListOf("""{"id":"a","name":"Mistral é"}"""))];

        var (models, list) = await TestClient.ListAsync(Server.AddResponse(body, $"application/json; charset={name}"));

        Assert.Equal("Mistral é", Assert.Single(models).Name);
        Assert.Equal(0, list.InvalidEntryCount);
    }

    [Fact]
    public async Task An_error_is_decoded_in_its_declared_charset()
    {
        var body = Encoding.Unicode.GetBytes("""{"error":{"message":"Déjà vu"}}""");

        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse(body, "application/json; charset=utf-16", status: 400));

        Assert.Equal("Déjà vu", failure.ServiceMessage);
    }

    [Fact]
    public async Task The_size_limit_applies_to_a_list_in_another_charset()
    {
        var body = Encoding.Unicode.GetBytes(ListOf("""{"id":"a"}"""));

        var (failure, _) = await TestClient.ListAndFailAsync(
            TestClient.Options(Server.AddResponse(body, "application/json; charset=utf-16")) with { MaximumResponseSize = body.Length - 1 });

        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5000)]
    public async Task A_charset_is_converted_regardless_of_chunk_size(int chunkSize)
    {
        const string Text = "Déjà vu \U0001F600 日本語";
        var text = string.Concat(Enumerable.Repeat(Text, 1000));
        foreach (var (name, charset, hasByteOrderMark) in Charsets.Select(row => row.Data).Where(row => row.Item2 != Encoding.Latin1))
        {
            if (CreateConverter(name) is not { } converter) continue;
            byte[] body = [.. hasByteOrderMark ? charset.GetPreamble() : [], .. charset.GetBytes(text)];
            var chunks = new ChunkedReader(body, chunkSize);
            using var converted = new MemoryStream();
            var buffer = new byte[1000];
            while (await converter.ReadAsync(buffer, 10, chunks.ReadAsync, TestContext.Current.CancellationToken) is > 0 and var count)
                converted.Write(buffer, 10, count);

            Assert.Equal(text, Encoding.UTF8.GetString(converted.ToArray()).TrimStart('\uFEFF'));
        }
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_list_in_another_charset_is_streamed()
    {
        var isRead = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 200 OK\nContent-Type: application/json; charset=utf-16"), stopping);
            await stream.WriteAsync(Encoding.Unicode.GetBytes("""{"data":[{"id":"a"},"""), stopping);
            await isRead.Task.WaitAsync(stopping);
            await stream.WriteAsync(Encoding.Unicode.GetBytes("""{"id":"b"}]}"""), stopping);
        });
        using var list = await TestClient.StartAsync(server.BaseUri);
        await using var models = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await models.MoveNextAsync());
        isRead.SetResult();

        Assert.True(await models.MoveNextAsync());
        Assert.Equal("b", models.Current.Id);
    }

    [Fact]
    public async Task An_endless_error_body_in_another_charset_is_read_up_to_the_limit()
    {
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 400 Bad Request\nContent-Type: application/json; charset=utf-16"), stopping);
            var more = Encoding.Unicode.GetBytes(new string(' ', 4096));
            while (true) await stream.WriteAsync(more, stopping); // Until the client disconnects.
        });

        var (failure, _) = await TestClient.ListAndFailAsync(TestClient.Options(server.BaseUri) with { MaximumResponseSize = 16 * 1024 * 1024 });

        Assert.Equal((NanoGptErrorKind.InvalidRequest, 400), (failure.Kind, failure.StatusCode));
        Assert.InRange(failure.Request.BytesRead, 1, 200_000);
    }

    private static CharsetTranscoder? CreateConverter(string name)
    {
        using var content = new ByteArrayContent([]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = name };
        return CharsetTranscoder.Create(content.Headers);
    }
}
