using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that lists are streamed and that the download stops when the caller stops reading.</summary>
public sealed class StreamingTests
{
    private const int TestTimeout = 120_000;

    [Fact(Timeout = TestTimeout)]
    public async Task The_first_hundred_models_are_returned_before_the_rest_is_sent()
    {
        await using var server = await StartAsync(1_000);
        using var list = await TestClient.StartAsync(server.GetFaultUri("hold-after-models=100"));
        var models = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);

        for (var number = 1; number <= 100; number++) Assert.True(await models.MoveNextAsync());
        var next = models.MoveNextAsync();

        Assert.False(next.IsCompleted);
        Assert.Equal((100, false), (list.Count, server.Requests[0].Aborted));
        list.Dispose();
        await Eventually.IsTrueAsync(() => server.Requests[0].Aborted);
        await Assert.ThrowsAnyAsync<Exception>(() => next.AsTask());
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Disposing_a_long_list_early_stops_the_download()
    {
        await using var server = await StartAsync(100_000);
        var (models, whole) = await TestClient.ListAsync(server.BaseUri, new() { Detailed = true });
        Assert.Equal(100_000, models.Count);
        server.ClearRequests();

        using (var list = await new NanoGptClient(TestClient.Options(server.BaseUri))
            .ListModelsAsync(new() { Detailed = true }, TestContext.Current.CancellationToken))
        {
            await using var some = list.GetAsyncEnumerator(TestContext.Current.CancellationToken);
            Assert.True(await some.MoveNextAsync());
        }

        await Eventually.IsTrueAsync(() => server.Requests[0].Aborted);
        Assert.InRange(server.Requests[0].BytesSent, 1, whole.Request.BytesRead / 2);
    }

    private static Task<SandboxServer> StartAsync(int models) =>
        SandboxServer.StartAsync(new() { ModelCount = models }, TestContext.Current.CancellationToken);
}
