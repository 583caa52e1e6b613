using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The saved visibility preferences, which a cookie alone opens.</summary>
internal sealed class VisibilityRoutes(PreferenceStore store)
{
    private const string Path = "/api/user/model-visibility";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => AsHolderAsync(context, account =>
        {
            context.Response.WriteJson(200, store[account].Answer);
            return Task.CompletedTask;
        }));
        routes.MapPost(Path, context => AsHolderAsync(context, account => PostAsync(context, account)));
    }

    private async Task AsHolderAsync(HttpContext context, Func<Account, Task> answerAsync)
    {
        if (Credentials.Of(context.Request).CookieHolder is { } account)
        {
            store[account].CountRequest();
            await answerAsync(account);
        }
        else
        {
            context.Response.WriteError(401, ErrorShape.Flat, "Unauthorized");
        }
    }

    private async Task PostAsync(HttpContext context, Account account)
    {
        try
        {
            var sent = await JsonNode.ParseAsync(
                context.Request.Body, cancellationToken: context.RequestAborted);
            store.Save(account, sent as JsonObject ?? throw new FormatException("This is not an object."));
            context.Response.WriteJson(200, new JsonObject { ["success"] = true });
        }
        // An argument is wrong where a name comes twice in one object.
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            context.Response.WriteError(400, ErrorShape.Flat, "The preferences are malformed.");
        }
    }
}
