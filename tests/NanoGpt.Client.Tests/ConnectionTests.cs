using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests refused and lost connections, redirects, and timeouts.</summary>
public sealed class ConnectionTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Fact]
    public async Task A_refused_connection_is_reported_with_the_host()
    {
        // A socket that is bound but does not listen reserves the port.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var (failure, _) = await TestClient.ListAndFailAsync(new Uri($"http://{socket.LocalEndPoint}/"));

        AssertConnectionFailed(failure, $"{socket.LocalEndPoint}");
        Assert.IsType<SocketException>(failure.InnerException);
    }

    [Fact]
    public async Task A_dropped_connection_is_reported()
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri("drop"));

        AssertConnectionFailed(failure, Server.BaseUri.Authority);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6")]
    [InlineData("HTTP/1.1 2 hundred")]
    [InlineData("HTTP/1.1 2\e[31mred\e]0;title\a\u009B2J")]
    [InlineData("HTTP/1.1 200 OK\n\e[31mred\u009B2J")]
    [InlineData("\e[31mHTTP")]
    public async Task A_response_that_is_not_http_is_an_error_and_is_not_quoted(string head)
    {
        await using var server = new RawServer(head);

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        AssertConnectionFailed(failure, server.BaseUri.Authority);
        Assert.EndsWith(": the response is not valid HTTP.", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
        Assert.DoesNotContain(failure.ToString().Where(c => c is not ('\r' or '\n')), char.IsControl);
    }

    [Theory]
    [InlineData("\e[31mzz\r\n")]
    [InlineData("5;\u009B\n")]
    public async Task An_invalid_chunk_size_is_not_quoted(string chunk)
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", Encoding.UTF8.GetBytes(chunk));

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        AssertConnectionLost(failure, server.BaseUri);
        Assert.Null(failure.InnerException);
        Assert.DoesNotContain(failure.ToString().Where(c => c is not ('\r' or '\n')), char.IsControl);
    }

    [Fact]
    public async Task A_connection_reset_during_the_body_is_reported()
    {
        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri("reset=5000"), new() { Detailed = true });

        AssertConnectionLost(failure, Server.BaseUri);
    }

    [Fact]
    public async Task Models_before_a_connection_failure_are_returned()
    {
        await using var server = new RawServer(
            "HTTP/1.1 200 OK\nContent-Length: 1000", """{"data":[{"id":"a"},{"id":"b"},{"id":"""u8.ToArray());

        var (failure, before) = await TestClient.ListAndFailAsync(server.BaseUri);

        AssertConnectionLost(failure, server.BaseUri);
        Assert.Equal(["a", "b"], before.Select(model => model.Id));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_is_an_error_that_names_the_target(int status)
    {
        await using var target = await SandboxServer.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        var address = new Uri(target.BaseUri, "api/v1/models");

        var (failure, _) = await TestClient.ListAndFailAsync(Server.GetFaultUri($"redirect={status},to={address}"), key: SecretLeakScanner.Key);

        Assert.Equal((NanoGptErrorKind.Redirected, status), (failure.Kind, failure.StatusCode));
        Assert.Contains($" redirected the request to {address}, and nothing was sent there", failure.Message, StringComparison.Ordinal);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_within_the_host_is_followed_with_the_key(int status)
    {
        Server.ClearRequests();
        var address = new Uri(Server.BaseUri, "api/personalized/v1/models?detailed=true");

        var (models, _) = await TestClient.ListAsync(Server.GetFaultUri($"redirect={status},to={address}"), key: Accounts.Subscriber.ApiKey);

        Assert.Equal(8, models.Count);
        Assert.All(Server.Requests, request => Assert.Equal(Accounts.Subscriber.ApiKey, request.ApiKey));
    }

    [Theory]
    [InlineData("https", "")]
    [InlineData("http", ":1")]
    [InlineData("http", "user@")]
    public async Task A_redirect_that_changes_scheme_port_or_user_is_not_followed(string scheme, string difference)
    {
        await using var server = new RawServer("HTTP/1.1 307 Temporary Redirect\nLocation: " + GetTarget());

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri, key: SecretLeakScanner.Key);

        Assert.Equal(NanoGptErrorKind.Redirected, failure.Kind);
        Assert.Single(server.Received);

        string GetTarget() => difference switch
        {
            "user@" => $"{scheme}://user@{Server.BaseUri.Authority}/",
            _ => $"{scheme}://{Server.BaseUri.Host}{difference}/",
        };
    }

    [Theory]
    [InlineData("//")]
    [InlineData("///")]
    [InlineData("//[")]
    [InlineData("//:80")]
    [InlineData("//exa mple/")]
    [InlineData("//user@")]
    [InlineData("///elsewhere")]
    [InlineData("\\\\elsewhere")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("mailto:user@example.com")]
    [InlineData("http://")]
    [InlineData("http:///x")]
    [InlineData("http://[")]
    [InlineData("http://example..com/")]
    [InlineData("http://example.com:99999/")]
    public async Task A_redirect_to_an_invalid_address_is_an_error_that_quotes_it(string location)
    {
        await using var server = new RawServer($"HTTP/1.1 302 Found\nLocation: {location}");

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri, key: SecretLeakScanner.Key);

        Assert.Equal((NanoGptErrorKind.Redirected, 302), (failure.Kind, failure.StatusCode));
        Assert.Contains(" redirected the request to ", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found")]
    [InlineData("HTTP/1.1 302 Found\nLocation: ")]
    public async Task A_redirect_without_a_location_is_an_error(string head)
    {
        await using var server = new RawServer(head);

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal((NanoGptErrorKind.InvalidResponse, 302), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_redirect_loop_is_an_error()
    {
        await using var server = new RawServer("HTTP/1.1 307 Temporary Redirect\nLocation: /elsewhere?x=1");

        var (failure, _) = await TestClient.ListAndFailAsync(server.BaseUri);

        Assert.Equal(NanoGptErrorKind.Redirected, failure.Kind);
        Assert.Contains("redirected more than 5 times", failure.Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Received.Count);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData("delay=600", null)]
    [InlineData("hold=0", 200)]
    [InlineData("hold=2000", 200)]
    public async Task A_response_after_the_timeout_is_an_error(string fault, int? status)
    {
        // On a busy machine, even the headers can arrive after the first timeout; then a longer one is tried.
        TimeSpan[] limits = [TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(25)];
        foreach (var limit in limits)
        {
            var (failure, _) = await TestClient.ListAndFailAsync(TestClient.Options(Server.GetFaultUri(fault)) with { Timeout = limit });

            Assert.Equal(NanoGptErrorKind.TimedOut, failure.Kind);
            Assert.StartsWith(
                string.Create(CultureInfo.CurrentCulture, $"The request to 127.0.0.1 timed out after {limit.TotalSeconds} s"),
                failure.Message, StringComparison.Ordinal);
            if (failure.StatusCode == status) return;
        }
        Assert.Fail("It never timed out where it should.");
    }

    [Fact(Timeout = TestTimeout)]
    public async Task The_timeout_excludes_time_spent_by_the_caller()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var timeProvider = new AutoAdvanceTimeProvider();
        var limit = TimeSpan.FromSeconds(7);
        var isAskedFor = new TaskCompletionSource();
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 200 OK"), stopping);
            await stream.WriteAsync("""{"data":[{"id":"a"},"""u8.ToArray(), stopping);
            await isAskedFor.Task.WaitAsync(stopping);
            await stream.WriteAsync("""{"id":"b"}]}"""u8.ToArray(), stopping);
        });
        var client = new NanoGptClient(TestClient.Options(server.BaseUri) with { TimeProvider = timeProvider, Timeout = limit });
        using var list = await client.ListModelsAsync(new(), cancellationToken);
        await using var models = list.GetAsyncEnumerator(cancellationToken);
        Assert.True(await models.MoveNextAsync());

        timeProvider.Advance(limit);
        var next = models.MoveNextAsync().AsTask();
        await Eventually.IsTrueAsync(() => next.IsCompleted || timeProvider.HasActiveTimer);
        timeProvider.Advance(limit - TimeSpan.FromSeconds(1));
        isAskedFor.SetResult();

        Assert.True(await next);
        Assert.Equal("b", models.Current.Id);
    }

    [Fact]
    public async Task The_timeout_includes_time_spent_parsing()
    {
        // Entries without an id yield no models, so the caller waits for the whole body.
        var body = Encoding.ASCII.GetBytes($$"""{"data":[{{string.Concat(Enumerable.Repeat("1,", 500_000))}}1]}""");
        var timeProvider = new SlowParsingTimeProvider();
        var options = TestClient.Options(Server.AddResponse(body)) with { TimeProvider = timeProvider, Timeout = TimeSpan.FromSeconds(60) };
        using var list = await new NanoGptClient(options).ListModelsAsync(new(), TestContext.Current.CancellationToken);
        timeProvider.Call = list.Request;

        await using var models = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => models.MoveNextAsync().AsTask());

        Assert.Equal(NanoGptErrorKind.TimedOut, failure.Kind);
        Assert.InRange(failure.Request.BytesRead, 60 * 1024, 200 * 1024);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_slow_server_cannot_extend_a_call_beyond_the_timeout()
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        var second = new SemaphoreSlim(0);
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 200 OK"), stopping);
            while (true)
            {
                await second.WaitAsync(stopping);
                await stream.WriteAsync(" "u8.ToArray(), stopping);
            }
        });
        var options = new NanoGptClientOptions { BaseUri = server.BaseUri, TimeProvider = timeProvider, Timeout = TimeSpan.FromSeconds(7) };
        var list = await new NanoGptClient(options).ListModelsAsync(new(), TestContext.Current.CancellationToken);
        var reading = list.GetAsyncEnumerator(TestContext.Current.CancellationToken).MoveNextAsync().AsTask();

        for (var byteCount = 0; byteCount < 7; byteCount++)
        {
            await Eventually.IsTrueAsync(() => list.Request.BytesRead == byteCount && timeProvider.HasActiveTimer);
            Assert.False(reading.IsCompleted);
            timeProvider.Advance(TimeSpan.FromSeconds(1));
            if (byteCount < 6) second.Release();
        }

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => reading);
        Assert.Equal((NanoGptErrorKind.TimedOut, 200), (failure.Kind, failure.StatusCode));
    }

    [Fact]
    public async Task A_timeout_that_fires_after_the_call_ends_is_ignored()
    {
        var timeProvider = new LateTimerTimeProvider();
        var (models, _) = await TestClient.ListAsync(TestClient.Options(Server.BaseUri) with { TimeProvider = timeProvider });
        Assert.NotEmpty(models);

        // In production, timers run on a thread pool thread, where an exception ends the process.
        Assert.NotEmpty(timeProvider.Callbacks);
        timeProvider.Callbacks.ForEach(callback => callback());
    }

    [Fact]
    public async Task Without_a_timeout_a_call_waits_for_the_response()
    {
        var (models, _) = await TestClient.ListAsync(
            TestClient.Options(Server.GetFaultUri("delay=0.1")) with { Timeout = Timeout.InfiniteTimeSpan });

        Assert.NotEmpty(models);
    }

    private static void AssertConnectionFailed(NanoGptException failure, string authority)
    {
        Assert.Equal((NanoGptErrorKind.ConnectionFailed, null), (failure.Kind, failure.StatusCode));
        Assert.StartsWith($"No response from {authority}: ", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.RequestId);
    }

    private static void AssertConnectionLost(NanoGptException failure, Uri server)
    {
        Assert.Equal((NanoGptErrorKind.ConnectionFailed, 200), (failure.Kind, failure.StatusCode));
        Assert.StartsWith(
            $"The connection to {server.Authority} failed before the response was complete: ",
            failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A time provider that advances only while data is read: one second per kibibyte.</summary>
    private sealed class SlowParsingTimeProvider : TimeProvider
    {
        public RequestInfo? Call { get; set; }

        public override long TimestampFrequency => 1024;

        public override long GetTimestamp() => Call?.BytesRead ?? 0;
    }

    /// <summary>A time provider whose timers fire only when a test calls their callbacks, even after they are disposed.</summary>
    private sealed class LateTimerTimeProvider : TimeProvider
    {
        public List<Action> Callbacks { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Callbacks.Add(() => callback(state));
            return new LateTimer();
        }

        private sealed class LateTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
