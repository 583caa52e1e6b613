using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that an invalid or truncated list is an error that describes the body.</summary>
public sealed class BrokenResponseTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \r\n\t ", "it is empty")]
    [InlineData("<!DOCTYPE html><html>Back soon</html>", "a page (HTML or XML) that starts with '<!DOCTYPE html>")]
    [InlineData("\n  <?xml version='1.0'?><a/>", "a page (HTML or XML) that starts with '<?xml")]
    [InlineData("upstream connect error", "text that starts with 'upstream connect error'")]
    [InlineData("null", "it is null")]
    [InlineData("true", "it is a boolean")]
    [InlineData("5", "it is a number")]
    [InlineData("\"data\"", "it is a text")]
    [InlineData("""[{"id":"a"}]""", "it is an array")]
    [InlineData("{}", "an object without anything in it")]
    [InlineData("""{"object":"list","meta":{}}""", "an object without data; it has object, meta")]
    [InlineData("""{"error":"Unauthorized"}""", "an object without data; it has error")]
    [InlineData("""{"Data":[]}""", "an object without data; it has Data")]
    [InlineData("""{"data":null}""", "its data is null")]
    [InlineData("""{"data":{"id":"a"}}""", "its data is an object")]
    [InlineData("""{"data":"a"}""", "its data is a text")]
    [InlineData("""{"data":5}""", "its data is a number")]
    [InlineData("""{"data":false}""", "its data is a boolean")]
    public async Task What_is_no_list_is_named(string body, string whatCame)
    {
        var (failure, before) = await TestClient.ListAndFailAsync(Server.Answer(body));

        IsNoList(failure, whatCame);
        Assert.Empty(before);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a"},{"id":"b",,},{"id":"c"}]}""", "broken JSON, in entry 2", "a")]
    [InlineData("""{"data":[{"id":"a"} {"id":"b"}]}""", "broken JSON", "a")]
    [InlineData("""{"data":[{"id":"a"},null,{"id":"b"},x]}""", "broken JSON, in entry 4", "a", "b")]
    [InlineData("""{"data":[{"id":"a"}]]""", "broken JSON", "a")]
    [InlineData("""{"data":[{"id":"a"}]}garbage""", "broken JSON, outside its entries", "a")]
    [InlineData("""{"data":[{"id":"a"}]}{"data":[]}""", "broken JSON", "a")]
    [InlineData("""{"data":[{"id":"a"}],"data":null}""", "its data is null", "a")]
    [InlineData("""{"data":[{"id":"a"}],"meta":{"x":tru}}""", "broken JSON, outside its entries", "a")]
    public async Task What_was_whole_before_the_break_was_given(string body, string whatCame, params string[] ids)
    {
        var (failure, before) = await TestClient.ListAndFailAsync(Server.Answer(body));

        IsNoList(failure, whatCame);
        Assert.Equal(ids, before.Select(model => model.Id));
    }

    [Fact]
    public async Task A_list_that_breaks_off_anywhere_is_an_error()
    {
        var entries = SandboxCatalog.Entries.Select(entry => entry.Json).ToList();
        var body = Encoding.UTF8.GetBytes(ListOf(entries));
        // Where each entry ends, in bytes.
        var ends = Enumerable.Range(1, entries.Count)
            .Select(count => Encoding.UTF8.GetByteCount(ListOf(entries.Take(count))) - "]}".Length).ToList();

        for (var cut = 1; cut < body.Length; cut += 97)
        {
            var (failure, before) = await TestClient.ListAndFailAsync(Server.Answer(body.AsMemory(0, cut)));

            var whole = ends.Count(end => end <= cut);
            IsNoList(failure, $"it breaks off after {Quantity.Format(cut, "byte")}");
            Assert.Equal(
                SandboxCatalog.Entries.Take(whole).Select(entry => entry.Id), before.Select(model => model.Id));
        }
    }

    [Theory]
    [InlineData("html", "a page (HTML or XML)")]
    [InlineData("empty", "it is empty")]
    [InlineData("truncate=0", "it is empty")]
    [InlineData("truncate=9000", "it breaks off after 9000 bytes")]
    public async Task The_sandboxes_own_faults_are_named(string fault, string whatCame)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.Fault(fault), new() { Detailed = true });

        IsNoList(failure, whatCame);
        Assert.True(Guid.TryParse(failure.RequestId, out _));
        Assert.Contains(failure.RequestId, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_is_said_to_be_compressed_and_is_not_is_an_error(string encoding)
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
    public async Task What_is_compressed_and_breaks_off_is_an_error(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(ListOf(SandboxCatalog.Entries.Select(entry => entry.Json)));
        var whole = Compression.With(encoding, body);
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\nContent-Encoding: {encoding}", whole[..(whole.Length / 2)]);

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.InvalidResponse, 200), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task An_object_whose_field_names_no_computer_can_show_is_an_error()
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.Answer("""{"half a \ud83d pair":1}"""));

        IsNoList(failure, "an object without data");
    }

    private static void IsNoList(NanoGptException failure, string whatCame)
    {
        Assert.Contains("The answer is not a model list: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(whatCame, failure.Message, StringComparison.Ordinal);
        Assert.Equal((NanoGptErrorKind.InvalidResponse, 200), (failure.Kind, failure.StatusCode));
        Assert.Equal((null, null, null), (failure.Code, failure.ErrorType, failure.ServiceMessage));
    }
}
