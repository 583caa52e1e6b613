using System.IO.Compression;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the size limit of responses.</summary>
public sealed class ResponseSizeTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public async Task A_response_can_be_as_large_as_the_limit_and_not_larger(int difference, bool isTooLarge)
    {
        var body = ListOf("""{"id":"a"}""", """{"id":"b"}""");
        var options = TestClient.Options(Server.AddResponse(body)) with { MaximumResponseSize = body.Length + difference };

        if (isTooLarge)
        {
            var (failure, _) = await TestClient.ListAndFailAsync(options);
            Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
            Assert.Contains($"{options.MaximumResponseSize}-byte limit", failure.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(2, (await TestClient.ListAsync(options)).Models.Count);
        }
    }

    [Fact]
    public async Task The_limit_applies_after_decompression()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(Encoding.ASCII.GetBytes($$"""{"data":[{"id":"a","name":"{{new string(' ', 10_000_000)}}"}]}"""), TestContext.Current.CancellationToken);
        await using var server = new RawServer("HTTP/1.1 200 OK\nContent-Encoding: gzip", compressed.ToArray());

        var (failure, _) = await TestClient.ListAndFailAsync(TestClient.Options(server.BaseUri) with { MaximumResponseSize = 1_000_000 });

        Assert.InRange(compressed.Length, 1, 100_000);
        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
        Assert.InRange(failure.Request.BytesRead, 1_000_001, 3_000_000);
    }

    [Fact]
    public void The_default_limit_is_256_mebibytes() =>
        Assert.Equal(256 * 1024 * 1024, new NanoGptClientOptions().MaximumResponseSize);
}
