using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that an invalid or truncated list is an error that describes the body.</summary>
public sealed class BrokenResponseTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \r\n\t ", "it is empty")]
    [InlineData("<!DOCTYPE html><html>Back soon</html>", "an HTML or XML page that starts with '<!DOCTYPE html>")]
    [InlineData("\n  <?xml version='1.0'?><a/>", "an HTML or XML page that starts with '<?xml")]
    [InlineData("upstream connect error", "text that starts with 'upstream connect error'")]
    [InlineData("null", "it is null")]
    [InlineData("true", "it is a boolean")]
    [InlineData("5", "it is a number")]
    [InlineData("\"data\"", "it is a string")]
    [InlineData("""[{"id":"a"}]""", "it is an array")]
    [InlineData("{}", "an empty object")]
    [InlineData("""{"object":"list","meta":{}}""", "an object without a data property. Its properties are object, meta")]
    [InlineData("""{"error":"Unauthorized"}""", "an object without a data property. Its properties are error")]
    [InlineData("""{"Data":[]}""", "an object without a data property. Its properties are Data")]
    [InlineData("""{"data":null}""", "its data property is null")]
    [InlineData("""{"data":{"id":"a"}}""", "its data property is an object")]
    [InlineData("""{"data":"a"}""", "its data property is a string")]
    [InlineData("""{"data":5}""", "its data property is a number")]
    [InlineData("""{"data":false}""", "its data property is a boolean")]
    public async Task A_body_that_is_not_a_list_is_described(string body, string description)
    {
        var (failure, before) = await TestClient.ListAndFailAsync(Server.AddResponse(body));

        AssertInvalidResponse(failure, description);
        Assert.Empty(before);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a"},{"id":"b",,},{"id":"c"}]}""", "invalid JSON, in entry 2", "a")]
    [InlineData("""{"data":[{"id":"a"} {"id":"b"}]}""", "invalid JSON", "a")]
    [InlineData("""{"data":[{"id":"a"},null,{"id":"b"},x]}""", "invalid JSON, in entry 4", "a", "b")]
    [InlineData("""{"data":[{"id":"a"}]]""", "invalid JSON", "a")]
    [InlineData("""{"data":[{"id":"a"}]}garbage""", "invalid JSON, outside the entries", "a")]
    [InlineData("""{"data":[{"id":"a"}]}{"data":[]}""", "invalid JSON", "a")]
    [InlineData("""{"data":[{"id":"a"}],"data":null}""", "its data property is null", "a")]
    [InlineData("""{"data":[{"id":"a"}],"meta":{"x":tru}}""", "invalid JSON, outside the entries", "a")]
    public async Task Models_before_the_invalid_part_are_returned(string body, string description, params string[] ids)
    {
        var (failure, before) = await TestClient.ListAndFailAsync(Server.AddResponse(body));

        AssertInvalidResponse(failure, description);
        Assert.Equal(ids, before.Select(model => model.Id));
    }

    [Fact]
    public async Task A_list_truncated_at_any_byte_is_an_error()
    {
        var entries = SandboxCatalog.Entries.Select(entry => entry.Json).ToList();
        var body = Encoding.UTF8.GetBytes(ListOf(entries));
        // The positions of the ends of the entries, in bytes.
        var ends = Enumerable.Range(1, entries.Count)
            .Select(count => Encoding.UTF8.GetByteCount(ListOf(entries.Take(count))) - "]}".Length).ToList();

        for (var cut = 1; cut < body.Length; cut += 97)
        {
            var (failure, before) = await TestClient.ListAndFailAsync(Server.AddResponse(body.AsMemory(0, cut)));

            var whole = ends.Count(end => end <= cut);
            AssertInvalidResponse(failure, $"it is truncated after {Quantity.Format(cut, "byte")}");
            Assert.Equal(
                SandboxCatalog.Entries.Take(whole).Select(entry => entry.Id), before.Select(model => model.Id));
        }
    }

    [Theory]
    [InlineData("html", "an HTML or XML page")]
    [InlineData("empty", "it is empty")]
    [InlineData("truncate=0", "it is empty")]
    [InlineData("truncate=9000", "it is truncated after 9000 bytes")]
    public async Task A_sandbox_fault_is_described(string fault, string description)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri(fault), new() { Detailed = true });

        AssertInvalidResponse(failure, description);
        Assert.True(Guid.TryParse(failure.RequestId, out _));
        Assert.Contains(failure.RequestId, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task An_uncompressed_body_with_a_content_encoding_is_an_error(string encoding)
    {
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\nContent-Encoding: {encoding}",
            """{"data":[{"id":"a"}]} and a little more of it"""u8.ToArray());

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.InvalidResponse, 200), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_truncated_compressed_body_is_an_error(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(ListOf(SandboxCatalog.Entries.Select(entry => entry.Json)));
        var whole = Compression.With(encoding, body);
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\nContent-Encoding: {encoding}", whole[..(whole.Length / 2)]);

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.InvalidResponse, 200), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task An_object_with_invalid_unicode_in_property_names_is_an_error()
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse("""{"unpaired \ud83d surrogate":1}"""));

        AssertInvalidResponse(failure, "an object without a data property");
    }

    private static void AssertInvalidResponse(NanoGptException failure, string description)
    {
        Assert.Contains("The response is not a model list: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(description, failure.Message, StringComparison.Ordinal);
        Assert.Equal((NanoGptErrorKind.InvalidResponse, 200), (failure.Kind, failure.StatusCode));
        Assert.Equal((null, null, null), (failure.Code, failure.ErrorType, failure.ServiceMessage));
    }
}
