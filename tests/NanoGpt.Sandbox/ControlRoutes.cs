using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>HTTP routes for the operations of <see cref="SandboxServer"/>, for clients in other processes.</summary>
internal static class ControlRoutes
{
    public const string Prefix = "/sandbox";

    public static void Map(IEndpointRouteBuilder routes, RequestLog log, CannedResponses responses)
    {
        routes.MapGet(Prefix + "/requests", context =>
        {
            context.Response.WriteJson(200, log.Read());
            return Task.CompletedTask;
        });
        routes.MapDelete(Prefix + "/requests", context =>
        {
            log.Clear();
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        routes.MapPut(Prefix + "/responses", context => AddResponseAsync(context, responses));
    }

    private static async Task AddResponseAsync(HttpContext context, CannedResponses responses)
    {
        var request = context.Request;
        var status = request.Query["status"].ToString() is { Length: > 0 } text ? text : "200";
        if (!int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 200 or > 599)
        {
            context.Response.WriteText(400, "The status must be a number from 200 to 599.");
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var baseUri = responses.Add(
            new($"{request.Scheme}://{request.Host}/"),
            new(body.ToArray(), request.ContentType ?? "application/json", number));
        context.Response.WriteJson(200, new { baseUri });
    }
}
