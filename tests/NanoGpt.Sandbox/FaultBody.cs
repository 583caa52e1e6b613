using System.Buffers;

namespace NanoGpt.Sandbox;

/// <summary>Sends the normal response with a fault in its body.</summary>
internal static class FaultBody
{
    // FlushAsync only queues the bytes, and Abort discards what has not been sent.
    private static readonly TimeSpan SendDelay = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan TrickleInterval = TimeSpan.FromMilliseconds(100);

    public static async Task SendAsync(HttpContext context, RequestDelegate next, FaultSpec spec)
    {
        var body = spec.Encoding.ApplyTo(context.Response, await CaptureAsync(context, next));
        switch (spec.Kind)
        {
            case FaultKind.Truncate:
                await SendAsync(context, GetStart(body, spec.Number));
                break;
            case FaultKind.Reset:
                await SendAsync(context, GetStart(body, spec.Number));
                await Task.Delay(SendDelay, context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.Hold:
                await SendAsync(context, GetStart(body, spec.Number));
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.HoldAfterModels:
                await SendAsync(context, GetStart(body, ModelListBytes.GetLength(spec.Number, body.Span)));
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.Trickle:
                await TrickleAsync(context, body, spec.Number);
                break;
            default:
                context.Response.ContentLength = body.Length;
                context.Response.BodyWriter.Write(body.Span);
                break;
        }
    }

    private static ReadOnlyMemory<byte> GetStart(ReadOnlyMemory<byte> body, int bytes) =>
        body[..Math.Min(bytes, body.Length)];

    /// <summary>Invokes the next middleware and captures the response body.</summary>
    private static async Task<ReadOnlyMemory<byte>> CaptureAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var body = response.Body;
        var captured = new MemoryStream();
        response.Body = captured;
        await next(context);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        response.Body = body;
        response.ContentLength = null;
        return captured.GetBuffer().AsMemory(0, (int)captured.Length);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends the specified number of bytes at a time, and then spaces without end.</summary>
    private static async Task TrickleAsync(HttpContext context, ReadOnlyMemory<byte> body, int bytes)
    {
        for (; ; await Task.Delay(TrickleInterval, context.RequestAborted))
        {
            var next = GetStart(body, bytes);
            body = body[next.Length..];
            await SendAsync(context, next.IsEmpty ? " "u8.ToArray() : next);
        }
    }
}
