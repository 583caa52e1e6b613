using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>A server that sends the bytes it is told to, also those that a proper server would not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<NetworkStream, CancellationToken, Task> answerAsync;
    private readonly Task serving;

    public RawServer(Func<NetworkStream, CancellationToken, Task> answerAsync)
    {
        this.answerAsync = answerAsync;
        listener.Start();
        BaseUri = new($"http://{listener.LocalEndpoint}/");
        serving = ServeAsync();
    }

    /// <summary>A server whose every answer is this one.</summary>
    public RawServer(string head, byte[]? body = null)
        : this(async (stream, stopping) =>
        {
            await stream.WriteAsync(Head(head), stopping);
            await stream.WriteAsync(body, stopping);
        })
    {
    }

    public Uri BaseUri { get; }

    /// <summary>The request lines and headers that came, a text for each request.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>Lines as the head of an answer whose body goes on until the connection ends.</summary>
    public static byte[] Head(string lines) =>
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
                await AnswerAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (await reader.ReadLineAsync(stopping.Token) is { Length: > 0 } line) head.AppendLine(line);
        Received.Enqueue(head.ToString());
        await answerAsync(stream, stopping.Token);
    }
}
