using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>A server that sends arbitrary bytes, including invalid HTTP.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> respondAsync;
    private readonly Task serving;

    public RawServer(Func<NetworkStream, CancellationToken, Task> respondAsync)
    {
        this.respondAsync = respondAsync;
        listener.Start();
        BaseUri = new($"http://{listener.LocalEndpoint}/");
        serving = ServeAsync();
    }

    /// <summary>Initializes a server that sends the same response to every request.</summary>
    public RawServer(string head, byte[]? body = null)
        : this(async (stream, stopping) =>
        {
            await stream.WriteAsync(CreateHead(head), stopping);
            await stream.WriteAsync(body, stopping);
        })
    {
    }

    public Uri BaseUri { get; }

    /// <summary>Gets the request line and headers of each received request.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>Creates the head of a response whose body ends with the connection.</summary>
    public static byte[] CreateHead(string lines) =>
        Encoding.Latin1.GetBytes(lines.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                client.NoDelay = true;
                await RespondAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The client has disconnected, or the test has ended.
            }
        }
    }

    private async Task RespondAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } line) head.AppendLine(line);
        Received.Enqueue(head.ToString());
        await respondAsync(stream, stopping.Token);
    }
}
