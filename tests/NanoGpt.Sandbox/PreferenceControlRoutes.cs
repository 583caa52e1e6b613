using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>Control routes that read and change the saved preferences and the rules for saving.</summary>
internal sealed class PreferenceControlRoutes(PreferenceStore store)
{
    private const string AccountPath = ControlRoutes.Prefix + "/preferences/{account}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccountPath, context => HandleAsync(context, (response, saved) =>
        {
            response.WriteJson(200, saved.Document);
            return Task.CompletedTask;
        }));
        routes.MapPut(AccountPath, context => HandleAsync(context, async (response, saved) =>
        {
            saved.Save(ReadObject(await ReadAsync(context.Request), orNull: true));
            response.StatusCode = 204;
        }));
        routes.MapDelete(AccountPath, context => HandleAsync(context, (response, saved) =>
        {
            saved.Remove();
            response.StatusCode = 204;
            return Task.CompletedTask;
        }));
        routes.MapPost(AccountPath + "/writers", context => HandleAsync(context, async (response, saved) =>
        {
            saved.WriteBefore(ReadNumber(context, "before"), ReadObject(await ReadAsync(context.Request))!);
            response.StatusCode = 204;
        }));
        routes.MapPost(AccountPath + "/responses", context => HandleAsync(context, async (response, saved) =>
        {
            saved.SetResponse(ReadNumber(context, "to"), ReadObject(await ReadAsync(context.Request))!);
            response.StatusCode = 204;
        }));
        routes.MapPut(ControlRoutes.Prefix + "/canonical-ids", context => HandleAsync(context, async response =>
        {
            store.HasCanonicalIds = (await ReadAsync(context.Request))?.GetValueKind() is JsonValueKind.True;
            response.StatusCode = 204;
        }));
        routes.MapPut(ControlRoutes.Prefix + "/upsert/{upsert}", context => HandleAsync(context, response =>
        {
            store.Upsert = context.Request.RouteValues["upsert"] switch
            {
                "merge" => Upsert.Merge,
                "replace" => Upsert.Replace,
                _ => throw new FormatException("The upsert mode must be 'merge' or 'replace'."),
            };
            response.StatusCode = 204;
            return Task.CompletedTask;
        }));
        routes.MapPut(ControlRoutes.Prefix + "/ignored", context => HandleAsync(context, async response =>
        {
            store.Ignore(JsonSerializer.Deserialize<string[]>(await ReadAsync(context.Request)) ?? []);
            response.StatusCode = 204;
        }));
    }

    private static int ReadNumber(HttpContext context, string name) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var request) && request > 0
            ? request
            : throw new FormatException($"'{name}' must be a request number; 1 is the next request.");

    private Task HandleAsync(HttpContext context, Func<HttpResponse, Preferences, Task> handleAsync) =>
        HandleAsync(context, response =>
            Accounts.Find((string)context.Request.RouteValues["account"]!) is { } account
                ? handleAsync(response, store[account])
                : throw new FormatException("Unknown account."));

    private static async Task HandleAsync(HttpContext context, Func<HttpResponse, Task> handleAsync)
    {
        try
        {
            await handleAsync(context.Response);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            context.Response.WriteText(400, e.Message);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpRequest request) =>
        await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);

    private static JsonObject? ReadObject(JsonNode? json, bool orNull = false) =>
        json as JsonObject ?? (json is null && orNull ? null : throw new FormatException("The body must be a JSON object."));
}
