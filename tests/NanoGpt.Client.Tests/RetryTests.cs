using System.Globalization;

namespace NanoGpt.Client.Tests;

/// <summary>Tests retries: which failures, delays, limits, and messages.</summary>
public sealed class RetryTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string List = "HTTP/1.1 200 OK";
    private const string Unavailable = "HTTP/1.1 503 Service Unavailable";

    private readonly AutoAdvanceTimeProvider timeProvider = new();
    private readonly List<RetryAttempt> attempts = [];

    [Theory]
    [InlineData("408 Request Timeout")]
    [InlineData("429 Too Many Requests")]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("503 Service Unavailable")]
    [InlineData("504 Gateway Timeout")]
    public async Task A_transient_failure_is_retried(string status)
    {
        await using var server = StartServer($"HTTP/1.1 {status}", $"HTTP/1.1 {status}", List);

        var (models, list) = await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Equal("a", Assert.Single(models).Id);
        Assert.Equal(3, list.Request.Attempt);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_connection_failure_before_the_response_is_retried()
    {
        await using var server = StartServer("HTTP/1.1 not yet", List);

        var (models, _) = await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Single(models);
        Assert.Equal(NanoGptErrorKind.ConnectionFailed, Assert.Single(attempts).Failure.Kind);
    }

    [Fact]
    public async Task A_connection_failure_after_a_redirect_is_retried()
    {
        const string Elsewhere = "HTTP/1.1 307 Temporary Redirect\nLocation: /elsewhere\nX-Request-ID: of-the-redirection";
        await using var server = StartServer(Elsewhere, "HTTP/1.1 not yet", Elsewhere, List);

        var (models, _) = await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Single(models);
        var failure = Assert.Single(attempts).Failure;
        Assert.Equal((NanoGptErrorKind.ConnectionFailed, null, null), (failure.Kind, failure.StatusCode, failure.RequestId));
        Assert.StartsWith("No response from ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("401 Unauthorized")]
    [InlineData("402 Payment Required")]
    [InlineData("403 Forbidden")]
    [InlineData("404 Not Found")]
    [InlineData("409 Conflict")]
    [InlineData("413 Content Too Large")]
    [InlineData("501 Not Implemented")]
    [InlineData("302 Found\nLocation: http://example.com/")]
    [InlineData("200 OK\nContent-Encoding: gzip")]
    public async Task A_permanent_failure_is_not_retried(string status)
    {
        await using var server = StartServer($"HTTP/1.1 {status}", List);

        await TestClient.ListAndFailAsync(Options(server.BaseUri));

        Assert.Single(server.Received);
        Assert.Empty(attempts);
    }

    [Fact]
    public async Task A_truncated_list_is_not_retried()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nContent-Length: 1000", """{"data":["""u8.ToArray());

        await TestClient.ListAndFailAsync(Options(server.BaseUri));

        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_number_of_retries_is_limited(int count)
    {
        await using var server = StartServer(Unavailable);

        var (failure, _) = await TestClient.ListAndFailAsync(Options(server.BaseUri) with { MaximumRetryCount = count });

        Assert.Equal(NanoGptErrorKind.ServiceFailed, failure.Kind);
        Assert.Equal(1 + count, server.Received.Count);
        Assert.Equal(1 + count, failure.Request.Attempt);
        Assert.Equal(Enumerable.Range(1, count), attempts.Select(notice => notice.Retry));
        Assert.Equal(count > 0, failure.Message.Contains($"attempt {1 + count}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_default_number_of_retries_is_three()
    {
        await using var server = StartServer(Unavailable);

        await TestClient.ListAndFailAsync(new NanoGptClientOptions { BaseUri = server.BaseUri, TimeProvider = timeProvider });

        Assert.Equal(4, server.Received.Count);
    }

    [Fact]
    public async Task The_back_off_is_a_random_part_of_one_two_and_four_seconds()
    {
        await using var server = StartServer(Unavailable);
        var options = Options(server.BaseUri) with { MaxRetryDuration = TimeSpan.FromDays(1) };

        List<TimeSpan[]> rounds = [];
        for (var round = 0; round < 20; round++)
        {
            attempts.Clear();
            await TestClient.ListAndFailAsync(options with { TimeProvider = new AutoAdvanceTimeProvider() });
            rounds.Add([.. attempts.Select(attempt => attempt.Delay)]);
        }

        foreach (var delays in rounds)
            Assert.All(delays.Select((delay, index) => (Delay: delay, Max: TimeSpan.FromSeconds(1 << index))), item =>
                Assert.InRange(item.Delay, TimeSpan.Zero, item.Max));
        // Full jitter: the whole delay is random, so twenty delays are neither all in the upper half nor all in the lower half.
        Assert.Contains(rounds, delays => delays[2] < TimeSpan.FromSeconds(2));
        Assert.Contains(rounds, delays => delays[2] > TimeSpan.FromSeconds(2));
        Assert.Equal(20, rounds.Select(delays => delays[0]).Distinct().Count());
    }

    [Fact]
    public async Task The_back_off_never_exceeds_thirty_seconds()
    {
        await using var server = StartServer(Unavailable);

        await TestClient.ListAndFailAsync(Options(server.BaseUri) with { MaximumRetryCount = 100, MaxRetryDuration = TimeSpan.FromDays(1) });

        Assert.Equal(100, attempts.Count);
        Assert.All(attempts, notice => Assert.InRange(notice.Delay, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Retry_After_takes_precedence_over_the_back_off()
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: 17", List);

        await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Equal([TimeSpan.FromSeconds(17)], timeProvider.Delays);
    }

    [Fact]
    public async Task Retry_After_can_be_a_date()
    {
        var date = (timeProvider.Start + TimeSpan.FromSeconds(19)).ToString("R", CultureInfo.InvariantCulture);
        await using var server = StartServer($"{Unavailable}\nRetry-After: {date}", List);

        await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Equal([TimeSpan.FromSeconds(19)], timeProvider.Delays);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task A_past_Retry_After_does_not_shorten_the_back_off(string retryAfter)
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: {retryAfter}");

        await TestClient.ListAndFailAsync(Options(server.BaseUri));

        Assert.Equal(3, timeProvider.Delays.Count);
        Assert.All(timeProvider.Delays, wait => Assert.True(wait > TimeSpan.Zero));
        Assert.Equal(3, timeProvider.Delays.Distinct().Count());
    }

    [Fact]
    public async Task A_Retry_After_shorter_than_the_back_off_does_not_shorten_it()
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: 1");
        var options = Options(server.BaseUri) with { MaximumRetryCount = 20, MaxRetryDuration = TimeSpan.FromDays(1) };

        await TestClient.ListAndFailAsync(options);

        Assert.All(timeProvider.Delays, wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
        // The last fifteen delays are a random part of 30 s each.
        Assert.Contains(timeProvider.Delays, wait => wait > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_delay_beyond_the_limit_is_an_error_that_says_when_to_retry()
    {
        await using var server = StartServer("HTTP/1.1 429 Too Many Requests\nRetry-After: 121", List);

        var (failure, _) = await TestClient.ListAndFailAsync(Options(server.BaseUri));

        Assert.Empty(timeProvider.Delays);
        Assert.Equal(TimeSpan.FromSeconds(121), failure.RetryAfter);
        Assert.EndsWith(" Retry after 2026-11-22 21:02:01 UTC.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    public async Task A_delay_too_large_for_a_number_is_an_error(string seconds)
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: {seconds}", List);

        var (failure, _) = await TestClient.ListAndFailAsync(Options(server.BaseUri));

        Assert.Empty(timeProvider.Delays);
        Assert.Contains(" Retry after ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_applies_to_the_sum_of_all_delays()
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: 50");

        await TestClient.ListAndFailAsync(Options(server.BaseUri) with { MaximumRetryCount = 100 });

        Assert.Equal(2, timeProvider.Delays.Count);
    }

    [Theory]
    [InlineData("daily_rpd_limit_exceeded")]
    [InlineData("daily_usd_limit_exceeded")]
    public async Task A_daily_limit_is_not_retried_and_resets_at_midnight(string code)
    {
        var baseUri = Server.AddResponse($$$"""{"error":{"message":"No more","code":"{{{code}}}"}}""", status: 429);

        var (failure, _) = await TestClient.ListAndFailAsync(Options(baseUri));

        Assert.Empty(attempts);
        Assert.Equal(TimeSpan.FromHours(3), failure.RetryAfter);
        Assert.EndsWith(" Retry after 2026-11-23 00:00:00 UTC.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_delay_can_be_canceled()
    {
        await using var server = StartServer($"{Unavailable}\nRetry-After: 100");
        using var stop = new CancellationTokenSource();
        var options = new NanoGptClientOptions { BaseUri = server.BaseUri, OnRetry = _ => stop.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NanoGptClient(options).ListModelsAsync(new(), stop.Token));

        Assert.Single(server.Received);
    }

    [Fact]
    public async Task Each_attempt_has_its_own_timeout_and_is_not_retried_after_it()
    {
        var call = TestClient.ListAndFailAsync(Options(Server.GetFaultUri("delay=600")) with { Timeout = TimeSpan.FromSeconds(7) });
        await Eventually.IsTrueAsync(() => timeProvider.HasActiveTimer);
        timeProvider.Advance(TimeSpan.FromSeconds(7));

        var (failure, _) = await call;

        Assert.Equal(NanoGptErrorKind.TimedOut, failure.Kind);
        Assert.Empty(attempts);
    }

    [Fact]
    public async Task At_most_24_requests_are_sent_in_any_second()
    {
        var starts = new List<TimeSpan>();
        await using var server = new RawServer(async (stream, stopping) =>
        {
            starts.Add(timeProvider.GetUtcNow() - timeProvider.Start);
            await stream.WriteAsync(RawServer.CreateHead(List), stopping);
            await stream.WriteAsync("""{"data":[]}"""u8.ToArray(), stopping);
        });

        for (var call = 0; call < 100; call++) await TestClient.ListAsync(Options(server.BaseUri));

        Assert.Equal(100, starts.Count);
        for (var first = 0; first + 24 < starts.Count; first++)
            Assert.True(starts[first + 24] - starts[first] >= TimeSpan.FromSeconds(1.1));
        Assert.Equal(4, timeProvider.Delays.Count);
    }

    [Fact]
    public async Task A_retry_attempt_does_not_contain_the_key()
    {
        await using var server = StartServer($"HTTP/1.1 503 {SecretLeakScanner.Key}\nX-Request-ID: {SecretLeakScanner.Key}");

        await TestClient.ListAndFailAsync(Options(server.BaseUri) with { ApiKey = Secret.ApiKey(SecretLeakScanner.Key) });

        Assert.Equal(3, attempts.Count);
        SecretLeakScanner.AssertNotIn(attempts);
    }

    private NanoGptClientOptions Options(Uri baseUri) =>
        new() { BaseUri = baseUri, TimeProvider = timeProvider, OnRetry = attempts.Add };

    /// <summary>Starts a server that sends these responses in order, and then repeats the last one.</summary>
    private static RawServer StartServer(params string[] heads)
    {
        var count = 0;
        return new(async (stream, stopping) =>
        {
            var head = heads[Math.Min(count++, heads.Length - 1)];
            await stream.WriteAsync(RawServer.CreateHead(head), stopping);
            if (head.StartsWith(List, StringComparison.Ordinal))
                await stream.WriteAsync("""{"data":[{"id":"a"}]}"""u8.ToArray(), stopping);
        });
    }
}
