using System.Globalization;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests error responses in every format of the service.</summary>
public sealed class ErrorResponseTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private static readonly Dictionary<int, NanoGptErrorKind> Kinds = new()
    {
        [400] = NanoGptErrorKind.InvalidRequest,
        [401] = NanoGptErrorKind.Unauthorized,
        [402] = NanoGptErrorKind.InsufficientBalance,
        [403] = NanoGptErrorKind.Forbidden,
        [404] = NanoGptErrorKind.NotFound,
        [408] = NanoGptErrorKind.TimedOut,
        [409] = NanoGptErrorKind.Conflict,
        [413] = NanoGptErrorKind.RequestTooLarge,
        [418] = NanoGptErrorKind.InvalidRequest,
        [429] = NanoGptErrorKind.RateLimited,
        [500] = NanoGptErrorKind.ServiceFailed,
        [502] = NanoGptErrorKind.ServiceFailed,
        [503] = NanoGptErrorKind.ServiceFailed,
        [504] = NanoGptErrorKind.TimedOut,
        [599] = NanoGptErrorKind.ServiceFailed,
    };

    private static readonly Dictionary<string, (string Body, string? Code, string? Type)> Shapes = new()
    {
        ["OpenAI"] = (
            """{"error":{"message":"It went wrong","type":"some_type","code":"some_code","param":"x"}}""",
            "some_code", "some_type"),
        ["OpenAI without a code"] = ("""{"error":{"message":"It went wrong","type":"some_type"}}""", null, "some_type"),
        ["OpenAI with a number for a code"] = ("""{"error":{"message":"It went wrong","code":17}}""", "17", null),
        ["flat"] = ("""{"error":"It went wrong","status":402,"requiredBalance":0.1}""", null, null),
        ["flat with a code"] = ("""{"error":"It went wrong","status":400,"code":"some_code"}""", "some_code", null),
        ["bare"] = ("""{"code":"some_code","message":"It went wrong"}""", "some_code", null),
        ["Anthropic"] = (
            """{"type":"error","error":{"type":"some_type","message":"It went wrong","param":"x"}}""",
            null, "some_type"),
    };

    public static MatrixTheoryData<int, string> KindsAndShapes { get; } = new(Kinds.Keys, Shapes.Keys);

    public static MatrixTheoryData<int, string> BodiesWithoutMessage { get; } = new(
        Kinds.Keys,
        ["", " ", "<html><body>502</body></html>", "[]", "\"no\"", "5", "{}", """{"error":null}""", """{"error":{}}""",
         """{"error":{"message":" ","code":"","type":null}}""", """{"error":{"message":["x"]}}""",
         """{"error":"unpaired \ud83d surrogate"}""", """{"error":"cut"""]);

    [Theory]
    [MemberData(nameof(KindsAndShapes))]
    public async Task An_error_has_the_message_of_the_service(int status, string shape)
    {
        var (body, code, type) = Shapes[shape];

        var (failure, before) = await TestClient.ListAndFailAsync(Server.AddResponse(body, status: status));

        Assert.Equal((Kinds[status], status), (failure.Kind, failure.StatusCode));
        Assert.Equal(("It went wrong", code, type), (failure.ServiceMessage, failure.Code, failure.ErrorType));
        Assert.True(Guid.TryParse(failure.RequestId, out _));
        var facts = $"HTTP {status}{(code is null ? "" : ", " + code)}, request id {failure.RequestId}";
        Assert.Equal($"It went wrong ({facts}).", failure.Message);
        Assert.Null(failure.RetryAfter);
        Assert.Empty(before);
    }

    [Theory]
    [MemberData(nameof(BodiesWithoutMessage))]
    public async Task An_error_without_a_message_has_the_status(int status, string body)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse(body, "text/html", status));

        Assert.Equal((Kinds[status], status), (failure.Kind, failure.StatusCode));
        Assert.Equal((null, null, null), (failure.ServiceMessage, failure.Code, failure.ErrorType));
        Assert.StartsWith($"{Server.BaseUri.Authority} returned {status} ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $" without an error message (HTTP {status}, request id {failure.RequestId}).",
            failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service Unavailable", "503 (Service Unavailable)")]
    [InlineData("\u001B[2JBusy", "503 ([2JBusy)")]
    [InlineData(SecretLeakScanner.Key, "503 (****")]
    public async Task The_reason_phrase_is_sanitized(string reason, string status)
    {
        await using var server = new RawServer($"HTTP/1.1 503 {reason}");

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri, key: SecretLeakScanner.Key);

        Assert.StartsWith($"{server.BaseUri.Authority} returned {status}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretLeakScanner.Key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("daily_rpd_limit_exceeded", NanoGptErrorKind.DailyLimitReached)]
    [InlineData("daily_usd_limit_exceeded", NanoGptErrorKind.DailyLimitReached)]
    [InlineData("rate_limited", NanoGptErrorKind.RateLimited)]
    public async Task A_daily_limit_is_distinguished_from_a_rate_limit(string code, NanoGptErrorKind kind)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri($"status=429,code={code}"));

        Assert.Equal((kind, code, "Rate limit exceeded"), (failure.Kind, failure.Code, failure.ServiceMessage));
    }

    [Theory]
    [InlineData("status=429,retry-after=7", 7)]
    [InlineData("status=503,retry-after=0", 0)]
    [InlineData("status=429,retry-after=soon", null)]
    [InlineData("status=429,retry-after=Wed%2C 21 Oct 2015 07:28:00 GMT", 0)]
    public async Task Retry_After_in_seconds_is_read(string fault, int? seconds)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri(fault));

        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Retry_After_as_a_date_is_read()
    {
        var moment = new DateTimeOffset(2999, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var date = moment.ToString("R", CultureInfo.InvariantCulture).Replace(",", "%2C", StringComparison.Ordinal);
        var longest = moment - DateTimeOffset.UtcNow;

        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri($"status=429,retry-after={date}"));

        Assert.InRange(failure.RetryAfter!.Value, moment - DateTimeOffset.UtcNow, longest);
    }

    [Theory]
    [InlineData("""{"error":null,"message":"It is so","code":"some_code"}""")]
    [InlineData("""{"error":"It is so","code":"some_code","message":"not this"}""")]
    [InlineData("\uFEFF{\"error\":{\"message\":\"It is so\",\"code\":\"some_code\"}}")]
    public async Task A_message_is_found_in_a_body_of_unusual_shape(string body)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse(body, status: 400));

        Assert.Equal(("It is so", "some_code"), (failure.ServiceMessage, failure.Code));
    }

    [Fact]
    public async Task A_truncated_error_body_is_reported_by_its_status()
    {
        await using var server = new RawServer("HTTP/1.1 503 Busy\nContent-Length: 1000", """{"error":"""u8.ToArray());

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.ServiceFailed, 503), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task An_unexpected_status_code_is_an_error()
    {
        await using var server = new RawServer("HTTP/1.1 304 Not Modified");

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.InvalidResponse, 304), (failure.Kind, failure.StatusCode));
    }

    [Theory]
    [InlineData("message")]
    [InlineData("code")]
    [InlineData("type")]
    public async Task A_service_message_contains_no_control_characters(string field)
    {
        const string Hostile = """\u001b]0;owned\u0007\u001b[31mred\u0000\u009b2J\r\nnext\u2028line\u2029\tend\u007f""";
        var (failure, _) = await TestClient.ListAndFailAsync(
            Server.AddResponse($$$"""{"error":{"message":"x","{{{field}}}":"{{{Hostile}}}"}}""", status: 400));

        string?[] texts = [failure.Message, failure.ServiceMessage, failure.Code, failure.ErrorType];
        Assert.Contains(texts, text => text?.Contains("red", StringComparison.Ordinal) == true);
        Assert.All(texts.OfType<string>(), text => Assert.DoesNotContain(
            text, c => char.IsControl(c) || c is '\u2028' or '\u2029'));
    }

    [Theory]
    [InlineData("<html>\u001b[31mred\u0007\r\n</html>")]
    [InlineData("\u001b[31mred")]
    [InlineData("{\"a\\u001b[31mred\":1}")]
    public async Task A_quoted_body_contains_no_control_characters(string body)
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.AddResponse(body));

        Assert.Contains("red", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Message, char.IsControl);
    }

    [Fact]
    public async Task A_message_has_a_maximum_length()
    {
        var (failure, _) = await TestClient.ListAndFailAsync(
            Server.AddResponse($$"""{"error":"{{new string('x', 40_000)}}"}""", status: 500));

        Assert.Equal(new string('x', 500) + "…", failure.ServiceMessage);
    }

    [Fact]
    public async Task An_endless_error_body_is_read_up_to_the_limit()
    {
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 500 Internal Server Error"), stopping);
            var more = Encoding.ASCII.GetBytes(new string(' ', 4096));
            while (true) await stream.WriteAsync(more, stopping); // Until the client disconnects.
        });

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.ServiceFailed, 500), (failure.Kind, failure.StatusCode));
        Assert.InRange(failure.Request.BytesRead, 1, 100_000);
    }
}
