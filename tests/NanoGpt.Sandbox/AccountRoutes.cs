using System.Globalization;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The routes of the usage, the subscription, and the balance of an account, which require an API key.</summary>
internal static class AccountRoutes
{
    private const int MaxDays = 366;
    private const int DefaultDays = 30;
    private const string DateFormat = "yyyy-MM-dd";

    private static readonly string[] UsageParameters = ["from", "to", "group_by"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/usage", context => WithAccount(context, account => WriteUsage(context, account)));
        routes.MapGet("/api/subscription/v1/usage", context => WithAccount(context, account =>
            context.Response.WriteJson(200, account.Subscription.ToJson(DateTimeOffset.UtcNow))));
        routes.MapPost("/api/check-balance", context => WithAccount(context, account =>
            context.Response.WriteJson(200, new JsonObject
            {
                ["usd_balance"] = account.UsdBalance,
                ["nano_balance"] = account.NanoBalance,
                ["nanoDepositAddress"] = account.DepositAddress,
            })));
    }

    private static Task WithAccount(HttpContext context, Action<Account> write)
    {
        if (Credentials.From(context.Request).KeyHolder is { } account) write(account);
        else context.Response.WriteError(401, ErrorShape.OpenAi, "A valid API key is required.", "invalid_api_key");
        return Task.CompletedTask;
    }

    private static void WriteUsage(HttpContext context, Account account)
    {
        var now = DateTimeOffset.UtcNow;
        try
        {
            var (from, to, groups) = ReadQuery(context.Request.Query, DateOnly.FromDateTime(now.UtcDateTime));
            context.Response.WriteJson(200, account.Usage.ToJson(from, to, groups, now));
        }
        catch (FormatException e)
        {
            context.Response.WriteError(400, ErrorShape.OpenAi, e.Message);
        }
    }

    private static (DateOnly From, DateOnly To, string Groups) ReadQuery(IQueryCollection query, DateOnly today)
    {
        if (query.Keys.FirstOrDefault(name => !UsageParameters.Contains(name)) is { } unknown)
            throw new FormatException($"Unknown query parameter: {unknown}.");
        if (query.ContainsKey("from") != query.ContainsKey("to")) throw new FormatException("from and to require each other.");

        var groups = query.TryGetValue("group_by", out var text) ? text.ToString() : "day,model";
        if (groups is not ("day" or "model" or "day,model")) throw new FormatException("group_by must be day, model, or day,model.");
        if (!query.ContainsKey("from")) return (today.AddDays(1 - DefaultDays), today, groups);

        var (from, to) = (ReadDate(query, "from"), ReadDate(query, "to"));
        if (to < from) throw new FormatException("from must not be after to.");
        if (to > today) throw new FormatException("to must not be in the future.");
        if (to.DayNumber - from.DayNumber >= MaxDays) throw new FormatException($"The range must not exceed {MaxDays} days.");
        return (from, to, groups);
    }

    private static DateOnly ReadDate(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(query[name], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new FormatException($"{name} must be a date in the format YYYY-MM-DD.");
}
