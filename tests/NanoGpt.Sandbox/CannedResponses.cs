using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>Predefined responses. Each is returned for every request below <c>/answer/&lt;n&gt;/</c>.</summary>
internal sealed class CannedResponses
{
    private readonly object gate = new();
    private readonly List<CannedResponse> answers = [];

    /// <summary>Adds a response and returns its base URI.</summary>
    public Uri Add(Uri server, CannedResponse answer)
    {
        lock (gate)
        {
            answers.Add(answer);
            return new(server, $"answer/{answers.Count}/");
        }
    }

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/answer/{n:int}/{**rest}", context =>
    {
        var n = int.Parse((string)context.Request.RouteValues["n"]!, CultureInfo.InvariantCulture);
        if (Find(n) is { } answer)
            context.Response.Write(answer.Status, answer.ContentType, answer.Body.Span);
        else
            context.Response.StatusCode = 404;
        return Task.CompletedTask;
    });

    private CannedResponse? Find(int n)
    {
        lock (gate) return answers.ElementAtOrDefault(n - 1);
    }
}

/// <summary>A predefined response.</summary>
internal sealed record CannedResponse(ReadOnlyMemory<byte> Body, string ContentType, int Status);
