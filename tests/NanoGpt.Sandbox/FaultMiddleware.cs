using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace NanoGpt.Sandbox;

/// <summary>Answers what comes below <c>/fault/&lt;spec&gt;/</c>.</summary>
internal sealed class FaultMiddleware
{
    private const string Prefix = "/fault/";

    // A flush hands the bytes to Kestrel's sender, and an abort does not wait for that.
    private static readonly TimeSpan SendingTime = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, int> counts = new();

    public async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value!;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        var end = path.IndexOf('/', Prefix.Length) is >= 0 and var slash ? slash : path.Length;
        context.Request.PathBase = path[..end];
        context.Request.Path = path[end..];

        // The path is unescaped in part; the raw target still tells an escaped comma from a bare one.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var segment = target[Prefix.Length..].Split('/', '?')[0];
        FaultSpec spec;
        try
        {
            spec = FaultSpec.Parse(segment);
        }
        catch (FormatException e)
        {
            context.Response.WriteText(400, e.Message);
            return;
        }

        if (spec.Scope.Takes(context.Request.Method, counts, segment))
            await AnswerAsync(context, next, spec);
        else
            await next(context);
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next, FaultSpec spec)
    {
        await Task.Delay(spec.Delay, context.RequestAborted);
        var response = context.Response;
        switch (spec.Kind)
        {
            case FaultKind.Status:
                var isLimit = spec.Number is StatusCodes.Status429TooManyRequests;
                if (spec.RetryAfter is not null) response.Headers.RetryAfter = spec.RetryAfter;
                response.WriteError(
                    spec.Number,
                    spec.Shape ?? (isLimit ? ErrorShape.Code : ErrorShape.OpenAi),
                    spec.Message ?? (isLimit ? "Rate limit exceeded" : ReasonPhrases.GetReasonPhrase(spec.Number)),
                    spec.Code);
                break;
            case FaultKind.Redirect:
                response.StatusCode = spec.Number;
                response.Headers.Location = spec.To!.AbsoluteUri;
                break;
            case FaultKind.Html:
                response.WriteHtml(200, "Back soon");
                break;
            case FaultKind.Empty:
                break;
            case FaultKind.Drop:
                context.Abort();
                break;
            case FaultKind.Truncate:
                await SendStartAsync(context, next, _ => spec.Number);
                break;
            case FaultKind.Reset:
                await SendStartAsync(context, next, _ => spec.Number);
                await Task.Delay(SendingTime, context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.Hold:
                await SendStartAsync(context, next, _ => spec.Number);
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.HoldAfterModels:
                await SendStartAsync(context, next, list => ModelListBytes.UpTo(spec.Number, list.Span));
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                await next(context);
                break;
        }
    }

    private static async Task SendStartAsync(HttpContext context, RequestDelegate next, Func<ReadOnlyMemory<byte>, int> bytes)
    {
        var response = context.Response;
        var body = response.Body;
        using var whole = new MemoryStream();
        response.Body = whole;
        await next(context);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        response.Body = body;

        response.ContentLength = null;
        var all = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        await response.Body.WriteAsync(all[..Math.Min(bytes(all), all.Length)], context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
    }
}
