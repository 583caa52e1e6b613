using System.Text.Json;

namespace NanoGpt.Desktop.Check;

/// <summary>
/// Reads, changes, exports, and imports visibility preferences. The inter-process lock is not checked, because Mono ignores
/// FileShare.None across processes.
/// </summary>
internal static class VisibilityChecks
{
    private const string Id = "openai/gpt-5.5";

    public static async Task RunAsync(Checks checks)
    {
        var sandbox = checks.Sandbox;
        byte[] exported = [];
        await checks.RunAsync("preferences are read", async () =>
        {
            var entries = (await Client().GetVisibilityAsync()).Entries.ToList();
            Expect.SameItems(await SavedAsync(sandbox), entries.Where(entry => entry.Visible is not null).Select(entry => $"{entry.Id}: {entry.Visible}"));
        });
        await checks.RunAsync("preferences are exported", async () =>
        {
            var preferences = await Client().GetVisibilityAsync();
            exported = VisibilityFile.Write(preferences);
            Expect.SameItems(
                preferences.Entries.Select(entry => $"{entry.Id}: {entry.Visible}, {entry.Category}"),
                VisibilityFile.Read(exported).OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => $"{entry.Id}: {entry.Visible}, {entry.Category}"));
        });
        await checks.RunAsync("preference is set", async () =>
        {
            var saved = await Client().GetVisibilityAsync();
            var outcome = await Client().SetVisibilityAsync(saved, saved.PlanMerge([new(Id, visible: false, category: "Größe")]));
            Expect.Equal((1, 0, 0), (outcome.Saved.Count, outcome.Failed.Count, outcome.UnexpectedlyChanged.Count));
            Expect.True((await SavedAsync(sandbox)).Contains($"{Id}: False"), "the change in the sandbox");
        });
        await checks.RunAsync("exported preferences are imported", async () =>
        {
            var saved = await Client().GetVisibilityAsync();
            var changes = saved.PlanReplace(VisibilityFile.Read(exported));
            Expect.SameItems([Id], changes.Select(change => change.Id));
            await Client().SetVisibilityAsync(saved, changes);
            var preferences = await Client().GetVisibilityAsync();
            Expect.Equal(0, preferences.PlanReplace(VisibilityFile.Read(exported)).Count);
        });
        await checks.RunAsync("change by another writer: Conflict", async () =>
        {
            var saved = await Client().GetVisibilityAsync();
            var changes = saved.PlanMerge([new(Id, visible: false, category: null)]);
            await sandbox.WriteBeforeAsync(1, $$"""{"modelCategories":{"{{Id}}":"Other"} }""");
            var failure = await Expect.ThrowsAsync<NanoGptException>(() => Client().SetVisibilityAsync(saved, changes));
            Expect.Equal(NanoGptErrorKind.Conflict, failure.Kind);
        });
        await checks.RunAsync("invalid file: error with line and column", () =>
            Expect.True(
                Expect.Throws<FormatException>(() => VisibilityFile.Read("{\n  nonsense"u8.ToArray())).Message.StartsWith("line 2, column 3", StringComparison.Ordinal),
                "line and column"));

        NanoGptClient Client() => new(Calls.Options(sandbox.BaseUri));
    }

    private static async Task<IEnumerable<string>> SavedAsync(Sandbox sandbox)
    {
        var saved = await sandbox.GetAsync("sandbox/preferences/subscriber");
        return saved.GetProperty("visibleTextModels").EnumerateObject()
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => $"{entry.Name}: {entry.Value.ValueKind == JsonValueKind.True}");
    }
}
