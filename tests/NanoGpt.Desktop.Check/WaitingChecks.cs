using System.Net;
using NanoGpt.Tests;

namespace NanoGpt.Desktop.Check;

/// <summary>Timeouts, cancellation, and concurrent connections.</summary>
internal static class WaitingChecks
{
    // More than the default limit of .NET Framework, two connections per host.
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
            using var cancellation = new CancellationTokenSource();
            var call = new NanoGptClient(Calls.Options(sandbox.Fault("delay=3600"))).ListModelsAsync(new(), cancellation.Token);
            cancellation.Cancel();
            await Expect.ThrowsAsync<OperationCanceledException>(() => call);
        });
        await checks.RunAsync("cancellation while reading a list", async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var models = (await OpenAsync(sandbox.Fault("hold-after-models=2"))).GetAsyncEnumerator(cancellation.Token);
            Expect.True(await models.MoveNextAsync() && await models.MoveNextAsync(), "two models");
            var third = models.MoveNextAsync().AsTask();
            cancellation.Cancel();
            await Expect.ThrowsAsync<OperationCanceledException>(() => third);
            await models.DisposeAsync();
        });
        await checks.RunAsync($"{OpenLists} partially read lists do not block another call", async () =>
        {
            // .NET Framework limits connections to two per remote host, and not to loopback. Mono has no limit.
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
        Expect.True(await Task.WhenAny(call, Task.Delay(TimeSpan.FromMinutes(1))) == call, "completion within one minute");
        return await call;
    }
}
