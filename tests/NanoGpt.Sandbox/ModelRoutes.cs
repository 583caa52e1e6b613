using System.Buffers;

namespace NanoGpt.Sandbox;

/// <summary>The routes of the four model lists.</summary>
internal sealed class ModelRoutes(Catalog catalog, PreferenceStore preferences)
{
    // About 60 kB of detailed entries. Models are counted because a writer reports no unflushed bytes after its client disconnects.
    private const int ModelsPerFlush = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/models", context => WriteListAsync(context, IsCanonical));
        routes.MapGet("/api/subscription/v1/models", context => WriteListAsync(context, (model, _) => model.IsIncluded));
        routes.MapGet("/api/paid/v1/models", context => WriteListAsync(context, (model, _) => !model.IsIncluded));
        routes.MapGet("/api/personalized/v1/models", WritePersonalizedAsync);
    }

    private static bool IsCanonical(Model model, Account? account) =>
        model.IsVisible && (model.IsIncluded || account is not { HasSubscription: true, ShowsPaidModels: false });

    private async Task WritePersonalizedAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        var credentials = Credentials.From(context.Request);
        if (!credentials.RequireKey(context.Response)) return;
        var visible = preferences[credentials.KeyHolder!].Document?.GetVisibility() ?? new Dictionary<string, bool>();
        await WriteListAsync(context, (model, _) =>
            visible.Count is 0 ? model.IsVisible : visible.GetValueOrDefault(model.Id));
    }

    private async Task WriteListAsync(HttpContext context, Func<Model, Account?, bool> isListed)
    {
        var query = context.Request.Query;
        var account = Credentials.From(context.Request).KeyHolder;
        var isDetailed = query["detailed"] == "true";
        var priceFactor = account?.PriceFactor ?? 1;
        var models = Sort(catalog.Models.Where(model => isListed(model, account)), query["sort"], account);

        context.Response.ContentType = "application/json";
        var writer = context.Response.BodyWriter;
        writer.Write("""{"object":"list","data":["""u8);
        var written = 0;
        foreach (var model in models)
        {
            if (written++ > 0) writer.Write(","u8);
            if (isDetailed) model.WriteDetailed(writer, priceFactor);
            else model.WriteBasic(writer);
            if (written % ModelsPerFlush is not 0) continue;
            var flushed = await writer.FlushAsync(context.RequestAborted);
            if (flushed.IsCompleted || flushed.IsCanceled) throw new OperationCanceledException("The client disconnected.");
        }

        writer.Write("]}"u8);
    }

    private static IEnumerable<Model> Sort(IEnumerable<Model> models, string? sort, Account? account) => sort switch
    {
        "favorites" when account is not null => models.OrderBy(model =>
            account.Favorites.IndexOf(model.Id) is >= 0 and var index ? index : int.MaxValue),
        "mostused" => models.OrderBy(model => model.UsageRank),
        _ => models,
    };
}
