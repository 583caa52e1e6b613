using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The saved visibility preferences, which a cookie alone opens.</summary>
internal sealed class VisibilityRoutes(Catalog catalog, IReadOnlyDictionary<Account, Preferences> preferences)
{
    private const string Path = "/api/user/model-visibility";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => AsHolderAsync(context, saved =>
        {
            Get(context.Response, saved);
            return Task.CompletedTask;
        }));
        routes.MapPost(Path, context => AsHolderAsync(context, saved => PostAsync(context, saved)));
    }

    private async Task AsHolderAsync(HttpContext context, Func<Preferences, Task> answerAsync)
    {
        if (Credentials.Of(context.Request).CookieHolder is { } account)
            await answerAsync(preferences[account]);
        else
            context.Response.WriteError(401, ErrorShape.Flat, "Unauthorized");
    }

    /// <summary>Sends what is saved. A map nothing was saved in is left out, as the service may.</summary>
    private static void Get(HttpResponse response, Preferences saved)
    {
        var (visible, categories) = saved.Read();
        var maps = new Dictionary<string, object>();
        if (visible.Count > 0) maps["visibleTextModels"] = visible;
        if (categories.Count > 0) maps["modelCategories"] = categories;
        response.WriteJson(200, new { modelPreferences = maps });
    }

    private async Task PostAsync(HttpContext context, Preferences saved)
    {
        try
        {
            using var sent = await JsonDocument.ParseAsync(
                context.Request.Body, cancellationToken: context.RequestAborted);
            saved.Merge(
                Known(sent.RootElement, "visibleTextModels", value => value.GetBoolean()),
                Known(sent.RootElement, "modelCategories", value => value.GetString() ?? throw new FormatException()));
            context.Response.WriteJson(200, new JsonObject { ["success"] = true });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            context.Response.WriteError(400, ErrorShape.Flat, "The preferences are malformed.");
        }
    }

    private List<KeyValuePair<string, T>> Known<T>(JsonElement sent, string map, Func<JsonElement, T> read) =>
        sent.TryGetProperty(map, out var entries) && entries.ValueKind is not JsonValueKind.Null
            ? [.. entries.EnumerateObject()
                .Select(entry => KeyValuePair.Create(entry.Name, read(entry.Value)))
                .Where(entry => catalog.Ids.Contains(entry.Key))]
            : [];
}
