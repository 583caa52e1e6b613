using System.Buffers;

namespace NanoGpt.Sandbox;

/// <summary>Sends the normal answer with a fault in its body.</summary>
internal static class FaultBody
{
    // A flush hands the bytes to Kestrel's sender, and an abort does not wait for that.
    private static readonly TimeSpan SendingTime = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan TrickleTime = TimeSpan.FromMilliseconds(100);

    public static async Task SendAsync(HttpContext context, RequestDelegate next, FaultSpec spec)
    {
        var body = spec.Encoding.ApplyTo(context.Response, await CaptureAsync(context, next));
        switch (spec.Kind)
        {
            case FaultKind.Truncate:
                await SendAsync(context, Start(body, spec.Number));
                break;
            case FaultKind.Reset:
                await SendAsync(context, Start(body, spec.Number));
                await Task.Delay(SendingTime, context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.Hold:
                await SendAsync(context, Start(body, spec.Number));
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.HoldAfterModels:
                await SendAsync(context, Start(body, ModelListBytes.UpTo(spec.Number, body.Span)));
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

    private static ReadOnlyMemory<byte> Start(ReadOnlyMemory<byte> body, int bytes) =>
        body[..Math.Min(bytes, body.Length)];

    /// <summary>Has the request answered, and takes the body before it is sent.</summary>
    private static async Task<ReadOnlyMemory<byte>> CaptureAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var body = response.Body;
        var whole = new MemoryStream();
        response.Body = whole;
        await next(context);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        response.Body = body;
        response.ContentLength = null;
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends so many bytes at a time, and spaces when there are no more.</summary>
    private static async Task TrickleAsync(HttpContext context, ReadOnlyMemory<byte> body, int bytes)
    {
        for (; ; await Task.Delay(TrickleTime, context.RequestAborted))
        {
            var next = Start(body, bytes);
            body = body[next.Length..];
            await SendAsync(context, next.IsEmpty ? " "u8.ToArray() : next);
        }
    }
}
