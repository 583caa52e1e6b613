using System.Text;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>A key is in nothing that comes back from the client, to whatever depth one looks.</summary>
public sealed class SecretHuntTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Key = SecretHunt.Key;

    public static TheoryData<object> HidingPlaces { get; } =
    [
        Key, $"a {Key} b", Key[8..16], Encoding.UTF8.GetBytes(Key), Encoding.Unicode.GetBytes(Key), Key.ToCharArray(),
        new List<object?> { null, 1, new Dictionary<string, object> { ["x"] = new Lazy<string>(Key) } },
        new InvalidOperationException("outer", new ArgumentException(Key)),
        (1, (2, new Uri($"https://example.com/{Key}"))), new Func<int>(Key.ToCharArray().Count),
    ];

    [Theory]
    [MemberData(nameof(HidingPlaces), DisableDiscoveryEnumeration = true)]
    public void The_hunt_finds_a_key_wherever_it_hides(object place) => Assert.NotNull(SecretHunt.Find(place));

    [Theory]
    [InlineData(Key, "****mhzt")]
    [InlineData($"No account has {Key}, not {Key}", "No account has ****mhzt, not ****mhzt")]
    public async Task A_key_that_the_service_repeats_is_masked(string said, string shown)
    {
        var (failure, _) = await FailAsync(Server.Answer(
            $$$"""{"error":{"message":"{{{said}}}","code":"{{{said}}}","type":"{{{said}}}"}}""", status: 401));

        Assert.Equal((shown, shown, shown), (failure.ServiceMessage, failure.Code, failure.ErrorType));
        SecretHunt.FindsNothingIn(failure);
    }

    [Theory]
    [InlineData($"HTTP/1.1 401 {Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nX-Request-ID: {Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nContent-Type: {Key}/{Key}")]
    [InlineData($"HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer {Key}")]
    [InlineData($"HTTP/1.1 302 Found\nLocation: https://example.com/{Key}?key={Key}#{Key}")]
    [InlineData($"HTTP/1.1 302 Found\nLocation: https://{Key}@{Key}.example.com/")]
    [InlineData($"HTTP/1.1 200 OK\nX-Request-ID: {Key}\nContent-Type: {Key}/{Key}")]
    [InlineData($"HTTP/1.1 200 {Key}\n{Key}: {Key}")]
    [InlineData($"HTTP/1.1 200 OK\nAuthorization - Bearer {Key}")]
    [InlineData($"{Key} 200 OK")]
    [InlineData($"HTTP/1.1 {Key}")]
    public async Task A_key_that_the_head_repeats_is_masked(string head)
    {
        await using var server = new RawServer(head, "Forbidden"u8.ToArray());

        var (failure, _) = await FailAsync(server.BaseUri);

        SecretHunt.FindsNothingIn(failure);
    }

    [Theory]
    [InlineData("<html>", "</html>")]
    [InlineData("", "")]
    [InlineData("t", "")]
    [InlineData("{\"", "\":1}")]
    [InlineData("{\"data\":[", "]}")]
    [InlineData("{\"data\":[{\"id\":\"a\"},n", "]}")]
    [InlineData("{\"data\":[{\"id\":\"a\",\"created\":\"", "\"")]
    public async Task A_key_in_what_came_instead_of_a_list_is_masked(string before, string behind)
    {
        var (failure, _) = await FailAsync(Server.Answer(before + Key + behind));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        SecretHunt.FindsNothingIn(failure);
    }

    [Theory]
    [InlineData(200, "<", "", 0)]
    [InlineData(401, "{\"error\":\"", "\"}", 440)]
    public async Task A_key_is_masked_also_where_the_text_around_it_is_cut_short(
        int status, string before, string behind, int length)
    {
        foreach (var text in Enumerable.Range(length, 80).Select(length => new string('x', length)))
        {
            var (failure, _) = await FailAsync(Server.Answer(before + text + Key + behind, status: status));
            SecretHunt.FindsNothingIn(failure);
        }
    }

    [Theory(Timeout = Patience)]
    [InlineData("status=401", NanoGptErrorKind.Unauthorized)]
    [InlineData("status=429,retry-after=5", NanoGptErrorKind.RateLimited)]
    [InlineData("status=502,shape=html", NanoGptErrorKind.ServiceFailed)]
    [InlineData("redirect=302,to=https://example.com/", NanoGptErrorKind.Redirected)]
    [InlineData("drop", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("reset=500", NanoGptErrorKind.ConnectionFailed)]
    [InlineData("truncate=500", NanoGptErrorKind.InvalidResponse)]
    [InlineData("html", NanoGptErrorKind.InvalidResponse)]
    [InlineData("empty", NanoGptErrorKind.InvalidResponse)]
    [InlineData("delay=600", NanoGptErrorKind.TimedOut)]
    [InlineData("hold=500", NanoGptErrorKind.TimedOut)]
    public async Task No_failure_holds_the_key_it_was_called_with(string fault, NanoGptErrorKind kind)
    {
        var limit = TimeSpan.FromSeconds(kind == NanoGptErrorKind.TimedOut ? 0.5 : 100);

        var (failure, _) = await Call.FailAsync(Call.Options(Server.Fault(fault), Key) with { Timeout = limit });

        Assert.Equal(kind, failure.Kind);
        Assert.Empty(failure.Data);
        SecretHunt.FindsNothingIn(failure);
    }

    [Theory]
    [InlineData(AuthenticationHeader.Bearer)]
    [InlineData(AuthenticationHeader.XApiKey)]
    public async Task No_model_and_no_report_holds_the_key_it_was_listed_with(AuthenticationHeader header)
    {
        var options = Call.Options(Server.BaseUri, Key) with { AuthenticationHeader = header };
        var (models, list) = await Call.ListAsync(options, new() { Detailed = true });

        Assert.Equal(Key, Server.Requests[^1].ApiKey);
        Assert.NotEmpty(models);
        SecretHunt.FindsNothingIn(models);
        SecretHunt.FindsNothingIn(models.Select(model => model.AdditionalProperties).ToList());
        SecretHunt.FindsNothingIn(list.Call);
        SecretHunt.FindsNothingIn(options);
        Assert.DoesNotContain(Key, options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_given_up_does_not_hold_the_key()
    {
        var given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(Call.Options(Server.BaseUri, Key)).ListModelsAsync(new(), new(canceled: true)));

        SecretHunt.FindsNothingIn(given);
    }

    private static Task<Failed> FailAsync(Uri baseUri) => Call.FailAsync(baseUri, key: Key);
}
