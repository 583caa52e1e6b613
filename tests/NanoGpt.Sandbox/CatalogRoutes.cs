using System.Buffers;
using System.Text.Json;

namespace NanoGpt.Sandbox;

/// <summary>The routes of the catalogs of other models than text models.</summary>
internal static class CatalogRoutes
{
    // catalogs.json contains invented entries in the documented formats, by route. As in the catalog of text models, some have
    // irregularities: prices as text, null, or with binary floating-point noise, unknown properties, and missing details.
    private static readonly Lazy<Dictionary<string, Model[]>> CatalogsOnce = new(Read);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, models) in CatalogsOnce.Value)
            routes.MapGet($"/api/v1/{name}", context => WriteAsync(context, name, models));
    }

    private static Task WriteAsync(HttpContext context, string name, Model[] models)
    {
        if (name == "moderation-models" && !Credentials.From(context.Request).RequireKey(context.Response)) return Task.CompletedTask;

        var query = context.Request.Query;
        var isDetailed = query["detailed"] != "false";
        string? capability = name == "audio-models" ? query["type"].ToString() switch { "tts" => "text_to_speech", "stt" => "speech_to_text", _ => null } : null;
        var listed = models.Where(model => capability is null || model.Has(capability)).ToList();
        context.Response.ContentType = "application/json";
        var writer = context.Response.BodyWriter;
        writer.Write("""{"object":"list","data":["""u8);
        for (var i = 0; i < listed.Count; i++)
        {
            if (i > 0) writer.Write(","u8);
            if (isDetailed) listed[i].WriteDetailed(writer, priceFactor: 1);
            else listed[i].WriteBasic(writer);
        }
        writer.Write("],\"meta\":"u8);
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(new { count = listed.Count, generated_at = DateTimeOffset.UtcNow }));
        writer.Write("}"u8);
        return Task.CompletedTask;
    }

    private static Dictionary<string, Model[]> Read()
    {
        using var stream = typeof(CatalogRoutes).Assembly.GetManifestResourceStream("catalogs.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToDictionary(
            catalog => catalog.Name, catalog => catalog.Value.EnumerateArray().Select(entry => new Model(entry)).ToArray());
    }
}
