using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>Predefined responses. Each is returned for every request below <c>/response/&lt;n&gt;/</c>.</summary>
internal sealed class CannedResponses
{
    private readonly object gate = new();
    private readonly List<CannedResponse> responses = [];

    /// <summary>Adds a response and returns its base URI.</summary>
    public Uri Add(Uri server, CannedResponse response)
    {
        lock (gate)
        {
            responses.Add(response);
            return new(server, $"response/{responses.Count}/");
        }
    }

    public void Map(IEndpointRouteBuilder routes) => routes.Map("/response/{n:int}/{**rest}", context =>
    {
        var n = int.Parse((string)context.Request.RouteValues["n"]!, CultureInfo.InvariantCulture);
        if (Find(n) is { } response)
            context.Response.Write(response.Status, response.ContentType, response.Body.Span);
        else
            context.Response.StatusCode = 404;
        return Task.CompletedTask;
    });

    private CannedResponse? Find(int n)
    {
        lock (gate) return responses.ElementAtOrDefault(n - 1);
    }
}

/// <summary>A predefined response.</summary>
internal sealed record CannedResponse(ReadOnlyMemory<byte> Body, string ContentType, int Status);
