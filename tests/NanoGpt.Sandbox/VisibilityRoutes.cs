using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The routes of the saved preferences, which require a session cookie.</summary>
internal sealed class VisibilityRoutes(PreferenceStore store)
{
    private const string Path = "/api/user/model-visibility";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => WithAccountAsync(context, (_, response) =>
        {
            context.Response.WriteJson(200, response);
            return Task.CompletedTask;
        }));
        routes.MapPost(Path, context => WithAccountAsync(context, (saved, _) => PostAsync(context, saved)));
    }

    private async Task WithAccountAsync(HttpContext context, Func<Preferences, JsonObject, Task> handleAsync)
    {
        if (Credentials.From(context.Request).CookieHolder is { } account)
        {
            await handleAsync(store[account], store[account].CountRequest());
        }
        else
        {
            context.Response.WriteError(401, ErrorShape.Flat, "Unauthorized");
        }
    }

    private async Task PostAsync(HttpContext context, Preferences saved)
    {
        try
        {
            var body = await JsonNode.ParseAsync(
                context.Request.Body, cancellationToken: context.RequestAborted);
            var sent = body as JsonObject ?? throw new FormatException("The body must be a JSON object.");
            switch (saved.TakeFault())
            {
                case SaveFault.Partial:
                    saved.Update(store.CreateUpdate(new() { [PreferenceDocument.VisibleTextModels] = sent[PreferenceDocument.VisibleTextModels]?.DeepClone() }));
                    context.Response.WriteError(503, ErrorShape.OpenAi, "Try again later.");
                    return;
                case SaveFault.Late:
                    saved.UpdateBefore(request: 3, store.CreateUpdate(sent));
                    break;
                default:
                    saved.Update(store.CreateUpdate(sent));
                    break;
            }
            context.Response.WriteJson(200, new JsonObject { ["success"] = true });
        }
        // JsonNode throws ArgumentException for duplicate property names.
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            context.Response.WriteError(400, ErrorShape.Flat, "The preferences are malformed.");
        }
    }
}
