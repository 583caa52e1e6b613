using System.Globalization;

namespace NanoGpt.Desktop.Check;

internal static class ModelChecks
{
    public static async Task RunAsync(Checks checks)
    {
        foreach (var (scope, path) in (IEnumerable<(ModelScope, string)>)[
            (ModelScope.Canonical, "api/v1/models"),
            (ModelScope.Subscription, "api/subscription/v1/models"),
            (ModelScope.Paid, "api/paid/v1/models"),
            (ModelScope.Personalized, "api/personalized/v1/models")])
            await checks.RunAsync($"{scope} list, detailed", () => CheckScopeAsync(checks.Sandbox, scope, path));
        await checks.RunAsync("basic list, sorted", async () =>
        {
            var models = await Calls.ListAsync(checks.Sandbox.BaseUri, new() { Sort = ModelSort.Favorites });
            Expect.Equal(("x-ai/grok-4.3", (decimal?)null), (models[0].Id, models[0].PromptPrice));
        });
        await checks.RunAsync("cost and comparison", async () =>
        {
            var models = await Calls.ListAsync(checks.Sandbox.BaseUri, new() { Detailed = true });
            var snapshots = models.Select(ModelSnapshot.From).ToList();
            Expect.Equal(0, new ModelComparison(snapshots, snapshots).Changes.Count);
            Expect.Equal(1, new ModelComparison(snapshots, snapshots.Skip(1)).Changes.Count);
            var priced = models.First(model => model.PromptPrice > 0);
            Expect.Equal(priced.PromptPrice, ModelCost.Create(ModelSnapshot.From(priced), new(1_000_000, 0)).TotalCost);
        });
    }

    private static async Task CheckScopeAsync(Sandbox sandbox, ModelScope scope, string path)
    {
        var models = await Calls.ListAsync(sandbox.BaseUri, new() { Scope = scope, Detailed = true });
        var entries = (await sandbox.GetAsync(path + "?detailed=true", Sandbox.Key)).GetProperty("data").EnumerateArray().ToList();
        Expect.True(entries.Count > 0, "models");
        Expect.SameItems(entries.Select(entry => entry.GetProperty("id").GetString()!), models.Select(model => model.Id));
        foreach (var (model, entry) in models.Zip(entries, (model, entry) => (model, entry)))
        {
            Expect.Equal(entry.TryGetProperty("name", out var name) ? name.GetString() : null, model.Name);
            Expect.Equal(entry.TryGetProperty("context_length", out var length) && length.TryGetInt64(out var tokens) ? tokens : null, model.ContextLength);
            Expect.Equal(DateTimeOffset.FromUnixTimeSeconds(entry.GetProperty("created").GetInt64()).UtcDateTime, model.Created);
            if (entry.TryGetProperty("pricing", out var pricing) && pricing.TryGetProperty("prompt", out var prompt))
                Expect.True(
                    Math.Abs(double.Parse(prompt.ToString(), CultureInfo.InvariantCulture) - (double)model.PromptPrice!) < 1e-9,
                    $"the price {prompt}, not {model.PromptPrice}");
        }
    }
}
