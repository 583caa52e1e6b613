using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>Control routes that read and change the saved preferences and the rules for saving.</summary>
internal sealed class PreferenceControlRoutes(PreferenceStore store)
{
    private const string Account = ControlRoutes.Prefix + "/preferences/{account}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Account, context => AnswerAsync(context, (response, saved) =>
        {
            response.WriteJson(200, saved.Document);
            return Task.CompletedTask;
        }));
        routes.MapPut(Account, context => AnswerAsync(context, async (response, saved) =>
        {
            saved.Save(Object(await ReadAsync(context.Request), orNull: true));
            response.StatusCode = 204;
        }));
        routes.MapDelete(Account, context => AnswerAsync(context, (response, saved) =>
        {
            saved.Remove();
            response.StatusCode = 204;
            return Task.CompletedTask;
        }));
        routes.MapPost(Account + "/writers", context => AnswerAsync(context, async (response, saved) =>
        {
            saved.WriteBefore(Number(context, "before"), Object(await ReadAsync(context.Request))!);
            response.StatusCode = 204;
        }));
        routes.MapPost(Account + "/answers", context => AnswerAsync(context, async (response, saved) =>
        {
            saved.AnswerWith(Number(context, "to"), Object(await ReadAsync(context.Request))!);
            response.StatusCode = 204;
        }));
        routes.MapPut(ControlRoutes.Prefix + "/canonical-ids", context => AnswerAsync(context, async response =>
        {
            store.HasCanonicalIds = (await ReadAsync(context.Request))?.GetValueKind() is JsonValueKind.True;
            response.StatusCode = 204;
        }));
        routes.MapPut(ControlRoutes.Prefix + "/upsert/{upsert}", context => AnswerAsync(context, response =>
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
        routes.MapPut(ControlRoutes.Prefix + "/ignored", context => AnswerAsync(context, async response =>
        {
            store.Ignore(JsonSerializer.Deserialize<string[]>(await ReadAsync(context.Request)) ?? []);
            response.StatusCode = 204;
        }));
    }

    private static int Number(HttpContext context, string name) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var request) && request > 0
            ? request
            : throw new FormatException($"'{name}' must be a request number; 1 is the next request.");

    private Task AnswerAsync(HttpContext context, Func<HttpResponse, Preferences, Task> answerAsync) =>
        AnswerAsync(context, response =>
            Accounts.Find((string)context.Request.RouteValues["account"]!) is { } account
                ? answerAsync(response, store[account])
                : throw new FormatException("Unknown account."));

    private static async Task AnswerAsync(HttpContext context, Func<HttpResponse, Task> answerAsync)
    {
        try
        {
            await answerAsync(context.Response);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            context.Response.WriteText(400, e.Message);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpRequest request) =>
        await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);

    private static JsonObject? Object(JsonNode? json, bool orNull = false) =>
        json as JsonObject ?? (json is null && orNull ? null : throw new FormatException("The body must be a JSON object."));
}
