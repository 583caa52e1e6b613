using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NanoGpt.Tests;

/// <summary>
/// A server for the providers of models that answers each request when the test decides, so that tests of concurrent requests do not
/// depend on speed.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<string, Task> beforeResponse;
    private readonly List<Task> connections = [];
    private readonly Task accepting;
    private readonly Lock gate = new();
    private readonly List<string> received = [];
    private int abortedCount;

    /// <param name="beforeResponse">Returns when the request for an id may be answered.</param>
    public ProviderServer(Func<string, Task> beforeResponse)
    {
        this.beforeResponse = beforeResponse;
        listener.Start();
        BaseUri = new($"http://{listener.LocalEndpoint}/");
        accepting = AcceptAsync();
    }

    public Uri BaseUri { get; }

    /// <summary>Gets the ids in the order of arrival.</summary>
    public IReadOnlyList<string> Received
    {
        get { lock (gate) return [.. received]; }
    }

    /// <summary>Gets the number of requests whose client disconnected before the response.</summary>
    public int AbortedCount => Volatile.Read(ref abortedCount);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                var path = (await reader.ReadLineAsync(stopping.Token))!.Split(' ')[1];
                while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 })
                {
                }
                var id = Uri.UnescapeDataString(path.Split('/')[^2]);
                lock (gate) received.Add(id);
                // The client sends nothing more, so the stream ends only if it disconnects.
                var disconnected = reader.ReadLineAsync(stopping.Token).AsTask();
                var answered = beforeResponse(id);
                if (await Task.WhenAny(disconnected, answered) == disconnected)
                {
                    if (!stopping.IsCancellationRequested) Interlocked.Increment(ref abortedCount);
                    return;
                }
                var body = $$"""{"providers":[{"provider":"host-of-{{id}}"}]}""";
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"), stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                if (!stopping.IsCancellationRequested) Interlocked.Increment(ref abortedCount);
            }
        }
    }
}
