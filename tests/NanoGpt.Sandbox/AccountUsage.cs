using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>
/// The usage of an account. The usage of a day depends only on the day and the model, so that it is the same in each request. Costs
/// are sums of binary floating-point numbers and have their noise.
/// </summary>
/// <param name="Models">The models that the account uses.</param>
public sealed record AccountUsage(ImmutableArray<UsedModel> Models)
{
    // A model is not used on every day.
    private const int IdleCycle = 5;

    /// <summary>Creates a report.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="groups"><c>day</c>, <c>model</c>, or <c>day,model</c>.</param>
    /// <param name="now">The current time. The usage of its day is live.</param>
    internal JsonObject ToJson(DateOnly from, DateOnly to, string groups, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var days = Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).ToList();
        var rows = days.SelectMany(day => Models.Select((model, index) => (Day: day, model.Label, Usage: GetUsage(day, model, index))))
            .Where(row => row.Usage.Requests > 0).ToList();
        var report = new JsonObject
        {
            ["object"] = "usage",
            ["scope"] = "current_key",
            ["apiKey"] = new JsonObject { ["id"] = 4711 },
            ["from"] = Format(from),
            ["to"] = Format(to),
            ["timezone"] = "UTC",
            ["groupBy"] = ToArray(groups.Split(',')),
            ["asOf"] = now.UtcDateTime.AddSeconds(-now.Second).ToString("yyyy-MM-ddTHH:mm:ss.000Z", CultureInfo.InvariantCulture),
            ["source"] = new JsonObject
            {
                ["rollupDays"] = ToArray(days.Where(day => day < today).Select(Format)),
                ["liveDays"] = ToArray(days.Where(day => day == today).Select(Format)),
                ["missingRollupDays"] = new JsonArray(),
            },
            ["totals"] = Sum(rows.Select(row => row.Usage)).ToJson([]),
        };
        switch (groups)
        {
            case "day":
                report["byDay"] = ToRows(rows.GroupBy(row => row.Day), day => [("date", Format(day))]);
                break;
            case "model":
                report["byModel"] = ToRows(rows.GroupBy(row => row.Label), label => [("model", label)]);
                break;
            default:
                report["byDayModel"] = ToRows(rows.GroupBy(row => (row.Day, row.Label)), key => [("date", Format(key.Day)), ("model", key.Label)]);
                break;
        }
        return report;

        static JsonArray ToRows<TKey>(
            IEnumerable<IGrouping<TKey, (DateOnly Day, string Label, DayUsage Usage)>> groups, Func<TKey, (string, string)[]> describe) =>
            new([.. groups.Select(group => Sum(group.Select(row => row.Usage)).ToJson(describe(group.Key)))]);
    }

    private static DayUsage GetUsage(DateOnly day, UsedModel model, int index)
    {
        var position = day.DayNumber + 3 * index;
        var requests = position % IdleCycle == 0 ? 0 : model.RequestsPerDay + position % 7;
        long input = requests * (1_100L + position % 13 * 10);
        long output = requests * (240L + position % 11);
        var cost = (input * model.PromptPrice + output * model.CompletionPrice) / 1_000_000;
        return new(
            requests,
            cost,
            position % 17 == 0 ? 0.2 * cost : 0,
            input,
            output,
            model.IsReasoning ? output / 3 : 0);
    }

    private static DayUsage Sum(IEnumerable<DayUsage> usages) => usages.Aggregate(default(DayUsage), (sum, usage) => new(
        sum.Requests + usage.Requests,
        sum.Cost + usage.Cost,
        sum.Refunded + usage.Refunded,
        sum.InputTokens + usage.InputTokens,
        sum.OutputTokens + usage.OutputTokens,
        sum.ReasoningTokens + usage.ReasoningTokens));

    private static string Format(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonArray ToArray(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    private readonly record struct DayUsage(
        long Requests, double Cost, double Refunded, long InputTokens, long OutputTokens, long ReasoningTokens)
    {
        public JsonObject ToJson(IEnumerable<(string Name, string Value)> keys)
        {
            var json = new JsonObject();
            foreach (var (name, value) in keys) json[name] = value;
            json["requests"] = Requests;
            json["costUsd"] = Cost;
            json["refundedUsd"] = Refunded;
            json["netCostUsd"] = Cost - Refunded;
            json["inputTokens"] = InputTokens;
            json["outputTokens"] = OutputTokens;
            json["reasoningTokens"] = ReasoningTokens;
            json["totalTokens"] = InputTokens + OutputTokens;
            return json;
        }
    }
}

/// <summary>A model that an account uses.</summary>
/// <param name="Label">The public label. It is the name of a model in the catalog, or of a model that the catalog lacks.</param>
/// <param name="RequestsPerDay">The number of requests on a day of low usage.</param>
/// <param name="PromptPrice">The prompt price in USD per million tokens.</param>
/// <param name="CompletionPrice">The completion price in USD per million tokens.</param>
/// <param name="IsReasoning">Whether the model uses reasoning tokens.</param>
public sealed record UsedModel(string Label, int RequestsPerDay, double PromptPrice, double CompletionPrice, bool IsReasoning = false);
