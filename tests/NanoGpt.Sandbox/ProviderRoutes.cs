using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace NanoGpt.Sandbox;

/// <summary>The route of the providers of a model.</summary>
internal sealed class ProviderRoutes(Catalog catalog)
{
    // Every other model of the catalog has no provider selection.
    private static readonly Lazy<Dictionary<string, JsonElement>> ProvidersOnce = new(Read);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/models/{id}/providers", context =>
    {
        var id = GetId(context);
        if (ProvidersOnce.Value.TryGetValue(id, out var providers))
            context.Response.WriteJson(200, providers);
        else if (catalog.Ids.Contains(id))
            context.Response.WriteJson(200, new { canonicalId = id, displayName = id, supportsProviderSelection = false, defaultPrice = (object?)null });
        else
            context.Response.WriteError(404, ErrorShape.Flat, $"Model {id} not found", "model_not_found");
        return Task.CompletedTask;
    });

    /// <summary>Gets the id from the request target, because the path is only partly unescaped.</summary>
    private static string GetId(HttpContext context)
    {
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        return Uri.UnescapeDataString(path.Split('/')[^2]);
    }

    private static Dictionary<string, JsonElement> Read()
    {
        using var stream = typeof(ProviderRoutes).Assembly.GetManifestResourceStream("providers.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!;
    }
}
