using System.Net;
using NanoGpt.Tests;

namespace NanoGpt.Desktop.Check;

/// <summary>Responses that do not come, or stop.</summary>
internal static class WaitingChecks
{
    // More than the two connections that .NET Framework opens to a host by default.
    private const int OpenLists = 6;

    public static async Task RunAsync(Checks checks)
    {
        var sandbox = checks.Sandbox;
        foreach (var fault in (string[])["delay=3600", "hold=0", "hold=2500"])
            await checks.RunAsync($"{fault}: times out", async () =>
            {
                var timeProvider = new AutoAdvanceTimeProvider();
                var call = Calls.FailAsync(Calls.Options(sandbox.Fault(fault)) with { TimeProvider = timeProvider });
                while (!call.IsCompleted)
                {
                    timeProvider.Advance(TimeSpan.FromSeconds(100));
                    await Task.WhenAny(call, Task.Delay(10));
                }
                Expect.Equal(NanoGptErrorKind.TimedOut, (await call).Kind);
            });
        await checks.RunAsync("cancellation before the response", async () =>
        {
            using var cancellationToken = new CancellationTokenSource();
            var call = new NanoGptClient(Calls.Options(sandbox.Fault("delay=3600"))).ListModelsAsync(new(), cancellationToken.Token);
            cancellationToken.Cancel();
            await Expect.ThrowsAsync<OperationCanceledException>(() => call);
        });
        await checks.RunAsync("cancellation in the middle of a list", async () =>
        {
            using var cancellationToken = new CancellationTokenSource();
            var models = (await OpenAsync(sandbox.Fault("hold-after-models=2"))).GetAsyncEnumerator(cancellationToken.Token);
            Expect.True(await models.MoveNextAsync() && await models.MoveNextAsync(), "two models");
            var third = models.MoveNextAsync().AsTask();
            cancellationToken.Cancel();
            await Expect.ThrowsAsync<OperationCanceledException>(() => third);
            await models.DisposeAsync();
        });
        await checks.RunAsync($"{OpenLists} half-read lists do not block another call", async () =>
        {
            // To this machine .NET Framework opens as many as it needs; to others it opens two. Mono has no such limit.
            ServicePointManager.FindServicePoint(sandbox.BaseUri).ConnectionLimit = 2;
            var lists = new List<IAsyncEnumerator<Model>>();
            while (lists.Count < OpenLists)
                lists.Add(await WithoutBlockingAsync(OpenAndReadAsync(sandbox.Fault("hold-after-models=1"))));
            await WithoutBlockingAsync(Calls.ListAsync(sandbox.BaseUri));
            foreach (var list in lists) await list.DisposeAsync();
            await WithoutBlockingAsync(Calls.ListAsync(sandbox.BaseUri));
        });
    }

    private static Task<ModelList> OpenAsync(Uri baseUri) => new NanoGptClient(Calls.Options(baseUri)).ListModelsAsync(new());

    private static async Task<IAsyncEnumerator<Model>> OpenAndReadAsync(Uri baseUri)
    {
        var models = (await OpenAsync(baseUri)).GetAsyncEnumerator();
        Expect.True(await models.MoveNextAsync(), "a model");
        return models;
    }

    private static async Task<T> WithoutBlockingAsync<T>(Task<T> call)
    {
        Expect.True(await Task.WhenAny(call, Task.Delay(TimeSpan.FromMinutes(1))) == call, "an end within a minute");
        return await call;
    }
}
