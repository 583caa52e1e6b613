using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Answers that say they are not in UTF-8.</summary>
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
        { "nobody-knows", Encoding.UTF8, false },
        { "utf-7", Encoding.UTF8, false },
    };

    [Theory]
    [MemberData(nameof(Charsets), DisableDiscoveryEnumeration = true)]
    public async Task A_list_is_read_in_the_charset_it_says(string name, Encoding charset, bool hasMark)
    {
        byte[] body = [.. hasMark ? charset.GetPreamble() : [], .. charset.GetBytes(ListOf("""{"id":"a","name":"Mistral é"}"""))];

        var (models, list) = await Call.ListAsync(Server.Answer(body, $"application/json; charset={name}"));

        Assert.Equal("Mistral é", Assert.Single(models).Name);
        Assert.Equal(0, list.OddEntries);
    }

    [Fact]
    public async Task An_error_is_read_in_the_charset_it_says()
    {
        var body = Encoding.Unicode.GetBytes("""{"error":{"message":"Déjà vu"}}""");

        var (failure, _) = await Call.FailAsync(Server.Answer(body, "application/json; charset=utf-16", status: 400));

        Assert.Equal("Déjà vu", failure.ServiceMessage);
    }

    [Fact]
    public async Task A_list_in_another_charset_is_no_longer_than_another()
    {
        var body = Encoding.Unicode.GetBytes(ListOf("""{"id":"a"}"""));

        var (failure, _) = await Call.FailAsync(
            Call.Options(Server.Answer(body, "application/json; charset=utf-16")) with { MaximumResponseSize = body.Length - 1 });

        Assert.Equal(NanoGptErrorKind.ResponseTooLarge, failure.Kind);
    }
}
