using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the faults and hostile responses of the sandbox.</summary>
public sealed class SandboxHostileResponseTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string List = "api/v1/models?detailed=true";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Theory(Timeout = TestTimeout)]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Trickle_sends_a_few_bytes_at_a_time_until_the_client_disconnects(int bytes)
    {
        var normal = await NormalAsync();
        Server.ClearRequests();

        var part = new byte[bytes];
        using (var body = await Http.GetStreamAsync(GetFaultUri($"trickle={bytes}"), Cancellation))
        {
            await body.ReadExactlyAsync(part, Cancellation);
            Assert.Equal(normal[..bytes], part);
            await body.ReadExactlyAsync(part, Cancellation);
            Assert.Equal(normal[bytes..(2 * bytes)], part);
        }

        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
        Assert.InRange(Server.Requests[0].BytesSent, 2 * bytes, normal.Length);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Trickle_continues_after_the_response()
    {
        var normal = await NormalAsync();
        using var body = await Http.GetStreamAsync(GetFaultUri("trickle=1000000"), Cancellation);

        var got = new byte[normal.Length + 2];
        await body.ReadExactlyAsync(got, Cancellation);

        Assert.Equal([.. normal, .. "  "u8], got);
    }

    [Fact]
    public async Task Bomb_is_small_compressed_and_a_huge_list_decompressed()
    {
        Server.ClearRequests();
        using var response = await Http.GetAsync(GetFaultUri("bomb=5"), Cancellation);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        var body = await DecompressAsync(response, stream => new GZipStream(stream, CompressionMode.Decompress));
        Assert.InRange(body.Length, 5 << 20, (5 << 20) + 100);
        Assert.InRange(Server.Requests[0].BytesSent, 1, 1 << 18);
        var models = JsonDocument.Parse(body).RootElement.GetProperty("data").EnumerateArray();
        Assert.Equal(321, models.Select(model => model.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Entry_is_small_compressed()
    {
        Server.ClearRequests();
        using var response = await Http.GetAsync(GetFaultUri("entry=5"), Cancellation);

        var body = await DecompressAsync(response, stream => new GZipStream(stream, CompressionMode.Decompress));
        Assert.InRange(body.Length, 5 << 20, (5 << 20) + 100);
        Assert.InRange(Server.Requests[0].BytesSent, 1, 1 << 18);
        var entry = Assert.Single(JsonDocument.Parse(body).RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal("bomb/entry", entry.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_response_can_be_compressed(string encoding)
    {
        Server.ClearRequests();
        using var response = await Http.GetAsync(GetFaultUri($"encoding={encoding}"), Cancellation);

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
        Assert.Equal(response.Content.Headers.ContentLength, Server.Requests[0].BytesSent);
        Assert.Equal(await NormalAsync(), await DecompressAsync(response, stream => encoding switch
        {
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            _ => new ZLibStream(stream, CompressionMode.Decompress),
        }));
    }

    [Fact]
    public async Task A_compressed_response_can_be_truncated()
    {
        var whole = await Http.GetByteArrayAsync(GetFaultUri("encoding=gzip"), Cancellation);

        Assert.Equal(whole[..100], await Http.GetByteArrayAsync(GetFaultUri("encoding=gzip,truncate=100"), Cancellation));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task A_response_can_have_another_charset(string charset)
    {
        using var response = await Http.GetAsync(GetFaultUri($"charset={charset}"), Cancellation);

        Assert.Equal($"application/json; charset={charset}", response.Content.Headers.ContentType?.ToString());
        var encoding = Encoding.GetEncoding(charset);
        var text = encoding.GetString(encoding.GetBytes(Encoding.UTF8.GetString(await NormalAsync())));
        Assert.Equal(text, encoding.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation)));
    }

    [Theory]
    [InlineData("bom", "utf-8")]
    [InlineData("bom,charset=utf-16", "utf-16")]
    [InlineData("charset=utf-16BE,bom", "utf-16BE")]
    public async Task A_response_can_begin_with_a_byte_order_mark(string fault, string charset)
    {
        var encoding = Encoding.GetEncoding(charset);

        var body = await Http.GetByteArrayAsync(GetFaultUri(fault), Cancellation);

        Assert.Equal(encoding.GetPreamble(), body[..encoding.GetPreamble().Length]);
        Assert.Equal(
            Encoding.UTF8.GetString(await NormalAsync()), encoding.GetString(body[encoding.GetPreamble().Length..]));
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task A_response_can_have_another_content_type(string label)
    {
        using var response = await Http.GetAsync(GetFaultUri($"content-type={label}"), Cancellation);

        Assert.Equal(label, response.Content.Headers.ContentType?.ToString() ?? "");
        Assert.Equal(await NormalAsync(), await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("/api/v1/models?detailed=true", "/api/v1/models?detailed=true")]
    [InlineData("//elsewhere.example/api", "//elsewhere.example/api")]
    [InlineData("https://elsewhere.example", "https://elsewhere.example/")]
    public async Task Redirect_targets_a_path_or_another_host(string to, string location)
    {
        using var response = await Http.GetAsync(GetFaultUri($"redirect=308,to={to}"), Cancellation);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal(location, response.Headers.NonValidated["Location"].ToString());
    }

    [Fact]
    public async Task Loop_redirects_to_the_same_address()
    {
        var address = GetFaultUri("loop");
        using var response = await Http.GetAsync(address, Cancellation);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(address, new Uri(Server.BaseUri, response.Headers.Location!));
    }

    [Fact]
    public async Task Retry_After_can_be_a_date()
    {
        var before = DateTimeOffset.UtcNow;
        using var response = await Http.GetAsync(GetFaultUri("status=429,retry-after=date+50"), Cancellation);

        // A date in a header has no fraction.
        Assert.InRange(
            response.Headers.RetryAfter!.Date!.Value,
            before.AddSeconds(49), DateTimeOffset.UtcNow.AddSeconds(50));
    }

    [Theory]
    [InlineData("trickle=0")]
    [InlineData("bomb")]
    [InlineData("bomb=1,trickle=1")]
    [InlineData("encoding=zip")]
    [InlineData("charset=utf-7")]
    [InlineData("bom=1")]
    [InlineData("status=429,retry-after=date+soon")]
    [InlineData("status=429,bom")]
    [InlineData("hold-after-models=1,encoding=gzip")]
    [InlineData("redirect=307")]
    [InlineData("redirect=307,to=elsewhere")]
    [InlineData("loop,to=/")]
    public async Task An_invalid_fault_is_rejected(string fault)
    {
        using var response = await Http.GetAsync(GetFaultUri(fault), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri GetFaultUri(string fault) => new(Server.GetFaultUri(fault), List);

    private Task<byte[]> NormalAsync() => Http.GetByteArrayAsync(new Uri(Server.BaseUri, List), Cancellation);

    private static async Task<byte[]> DecompressAsync(HttpResponseMessage response, Func<Stream, Stream> unpack)
    {
        await using var stream = unpack(await response.Content.ReadAsStreamAsync(Cancellation));
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, Cancellation);
        return body.ToArray();
    }
}
