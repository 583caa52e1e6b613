namespace NanoGpt.Client.Tests;

/// <summary>Tests that cancellation ends a call immediately in every phase.</summary>
public sealed class CancellationTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Fact]
    public async Task A_call_canceled_before_it_starts_sends_nothing()
    {
        Server.ClearRequests();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(TestClient.Options(Server.BaseUri)).ListModelsAsync(new(), new(canceled: true)));

        Assert.Empty(Server.Requests);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_call_waiting_for_a_response_can_be_canceled()
    {
        Server.ClearRequests();
        using var cancellation = new CancellationTokenSource();
        var call = new NanoGptClient(TestClient.Options(Server.GetFaultUri("delay=600"))).ListModelsAsync(new(), cancellation.Token);
        await Eventually.IsTrueAsync(() => Server.Requests.Count == 1);
        Assert.False(call.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_call_that_blocks_its_thread_can_be_canceled()
    {
        Server.ClearRequests();
        using var cancellation = new CancellationTokenSource();
        var client = new NanoGptClient(TestClient.Options(Server.GetFaultUri("delay=600")) with { SendSynchronously = true });
        var isBlocked = true;
        var call = Task.Factory.StartNew(
            () =>
            {
                var call = client.ListModelsAsync(new(), cancellation.Token);
                isBlocked = call.IsCompleted;
                return call;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Eventually.IsTrueAsync(() => Server.Requests.Count == 1);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(isBlocked);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData("hold=0", 0)]
    [InlineData("hold=2000", 2_000)]
    public async Task Reading_a_list_can_be_canceled(string fault, int bytes)
    {
        Server.ClearRequests();
        using var cancellation = new CancellationTokenSource();
        using var list = await TestClient.StartAsync(Server.GetFaultUri(fault));
        var reading = ReadAsync(list, cancellation.Token);
        await Eventually.IsTrueAsync(() => list.Request.BytesRead == bytes);
        Assert.False(reading.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
        Assert.Equal(bytes > 0, list.Count > 0);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Reading_an_endless_error_body_can_be_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new RawServer(async (stream, stopping) =>
        {
            await stream.WriteAsync(RawServer.CreateHead("HTTP/1.1 500 Internal Server Error"), stopping);
            await cancellation.CancelAsync();
            await stream.ReadExactlyAsync(new byte[1], stopping); // Until the client disconnects.
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NanoGptClient(TestClient.Options(server.BaseUri)).ListModelsAsync(new(), cancellation.Token));
    }

    private static async Task ReadAsync(ModelList list, CancellationToken cancellationToken)
    {
        await foreach (var model in list.WithCancellation(cancellationToken)) Assert.NotEmpty(model.Id);
    }
}
