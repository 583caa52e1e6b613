using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace NanoGpt.Sandbox;

/// <summary>Records requests in order of arrival, except those to the control routes.</summary>
internal sealed class RequestLog
{
    private readonly object gate = new();
    private readonly List<ReceivedRequest> requests = [];

    public IReadOnlyList<ReceivedRequest> Read()
    {
        lock (gate) return [.. requests];
    }

    public void Clear()
    {
        lock (gate) requests.Clear();
    }

    /// <summary>Records a request. This is the outermost middleware.</summary>
    public async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers["X-Request-ID"] = Guid.NewGuid().ToString();
        if (context.Request.Path.StartsWithSegments(ControlRoutes.Prefix))
        {
            await next(context);
            return;
        }

        var request = Describe(context);
        lock (gate) requests.Add(request);
        var features = context.Features;
        features.Set<IHttpResponseBodyFeature>(new CountingResponseBody(
            features.GetRequiredFeature<IHttpResponseBodyFeature>(), bytes => request.BytesSent += bytes));
        try
        {
            request.Body = await ReadBodyAsync(context);
            await next(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            request.Aborted = true;
        }
    }

    /// <summary>Reads the body and replaces it with a buffered copy.</summary>
    private static async Task<string?> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return null;

        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        return body.Length > 0 ? Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length) : null;
    }

    private static ReceivedRequest Describe(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var credentials = Credentials.From(context.Request);
        return new()
        {
            ReceivedAt = DateTimeOffset.UtcNow,
            Method = context.Request.Method,
            Path = target[0],
            Query = target.ElementAtOrDefault(1) ?? "",
            Credentials = credentials.Kinds,
            ApiKey = credentials.ApiKey,
            Cookie = credentials.Cookie,
            UserAgent = context.Request.Headers.UserAgent.FirstOrDefault(),
            AcceptEncoding = context.Request.Headers.AcceptEncoding.FirstOrDefault(),
        };
    }
}
