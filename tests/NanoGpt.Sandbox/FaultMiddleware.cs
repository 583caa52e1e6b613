using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;

namespace NanoGpt.Sandbox;

/// <summary>Applies faults to requests below <c>/fault/&lt;spec&gt;/</c>.</summary>
internal sealed class FaultMiddleware
{
    private const string Prefix = "/fault/";

    private readonly ConcurrentDictionary<string, int> counts = new();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
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

        // The path is partly unescaped. Only the raw target distinguishes an escaped comma from a separator.
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

        if (spec.Scope.AppliesTo(context.Request.Method, counts, segment))
            await InvokeAsync(context, next, spec);
        else
            await next(context);
    }

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next, FaultSpec spec)
    {
        await Task.Delay(spec.Delay, context.RequestAborted);
        if (!spec.HasNormalResponse)
            await FaultResponses.SendAsync(context, spec);
        else if (spec.Kind is not FaultKind.None || spec.HasEncoding)
            await FaultBody.SendAsync(context, next, spec);
        else
            await next(context);
    }
}
