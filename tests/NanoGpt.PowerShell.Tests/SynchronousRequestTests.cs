using System.Collections.Concurrent;
using System.Diagnostics;
using NanoGpt.Tests.Engine;

namespace NanoGpt.Tests;

/// <summary>
/// Tests that cmdlets send requests on their own thread. An asynchronous request compiles about a hundred more methods in the first
/// call of a process. The tests are not in the namespace Engine: .NET Framework, and therefore the Desktop build, has no synchronous
/// requests.
/// </summary>
public sealed class SynchronousRequestTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Theory]
    [InlineData("Get-NanoGptModel")]
    [InlineData("Get-NanoGptModelVisibility")]
    public void A_cmdlet_sends_its_request_on_the_thread_that_waits_for_it(string command)
    {
        var uri = Fault("delay=0.1");
        Connect(Shell, uri);
        using var requests = new RequestThreads(uri);

        Output(command);

        Assert.Equal(2, requests.Threads.Count);
        Assert.Single(requests.Threads.Distinct());
    }

    /// <summary>Records the threads on which requests below an address start and end.</summary>
    private sealed class RequestThreads : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly Uri baseUri;
        private readonly ConcurrentBag<IDisposable> subscriptions = [];

        public RequestThreads(Uri baseUri)
        {
            this.baseUri = baseUri;
            subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public ConcurrentQueue<int> Threads { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener") subscriptions.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key is "System.Net.Http.HttpRequestOut.Start" or "System.Net.Http.HttpRequestOut.Stop"
                && value.Value!.GetType().GetProperty("Request")!.GetValue(value.Value) is HttpRequestMessage request
                && baseUri.IsBaseOf(request.RequestUri!))
                Threads.Enqueue(Environment.CurrentManagedThreadId);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in subscriptions) subscription.Dispose();
        }
    }
}
