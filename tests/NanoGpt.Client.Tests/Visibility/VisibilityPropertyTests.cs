using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>
/// Tests that for any saved preferences, any change, and both upsert modes, exactly the merge is saved. The expected merge is
/// computed from JSON, without the client's types.
/// </summary>
public sealed class VisibilityPropertyTests(SandboxFixture sandbox) : VisibilityTest(sandbox)
{
    private static readonly HashSet<string> Catalog = [.. SandboxCatalog.Entries.Select(entry => entry.Id)];

    // Ids of the catalog, unknown ids that can be saved, and ids with unusual characters.
    private static readonly string[] Ids =
    [
        KnownId, OtherId, ThirdId, "TEE/deepseek-v4-pro", "gone", "GONE", "a b:c", "ü", "u\u0308", "模型/语言", "🔥🔥", "\u202Eevil\e[2J", "\"\\/", "x\u0000y",
    ];

    private static readonly string[] Categories = ["General", "Coding", "Büro 🔥", " ", "none", "\"quoted\" \\ \n"];

    // Values that this version does not understand and must preserve.
    private static readonly string[] InvalidValues =
        ["null", "\"yes\"", "1", "1.50", "-0", "1e400", "[true]", "{\"deep\":[{\"a\":null}]}", "{}", "[]", "\"\""];

    private static readonly Gen<JsonObject> Documents =
        from visible in Map("visibleTextModels", Gen.Elements("true", "false"))
        from categories in Map("modelCategories", Gen.Elements(Categories).Select(Quoted))
        from others in Gen.Elements("", ",\"theme\":\"dark\"", ",\"modelOrder\":[\"gone\",1.50],\"ü\":{\"visibleTextModels\":null}")
        select Parse($"{{{visible},{categories}{others}}}");

    private static readonly Gen<ModelVisibility> Entries =
        from id in Gen.Elements(Ids)
        from visible in Gen.Elements<bool?>(true, false, null)
        from category in Gen.Elements([null, "", .. Categories])
        select new ModelVisibility(id, visible, category);

    public static Arbitrary<Scenario> Scenarios { get; } = Arb.From(
        from upsert in Gen.Elements(Upsert.Merge, Upsert.Replace)
        from document in Documents
        from isReplacement in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from entries in Gen.ListOf(Entries)
        select new Scenario(upsert, document, isReplacement, [.. entries]),
        Shrink);

    [Property(MaxTest = 300, Arbitrary = [typeof(VisibilityPropertyTests)])]
    public async Task Saved_preferences_equal_the_expected_merge(Scenario scenario)
    {
        Server.Upsert = scenario.Upsert;
        Server.Save(Account, scenario.Document);
        Server.ClearRequests();
        var saved = await GetAsync();
        var changes = scenario.IsReplacement ? saved.PlanReplace(scenario.Entries) : saved.PlanMerge(scenario.Entries);

        var outcome = await SetAsync(new(saved, changes));

        AssertEqualPreferences(CreateExpected(scenario), Saved);
        Assert.Empty(outcome.UnexpectedlyChanged);
        Assert.Empty(outcome.LostProperties);
        Assert.InRange(Sent.Count(), changes.Count == 0 ? 0 : 1, changes.Count == 0 ? 0 : scenario.Upsert == Upsert.Merge ? 2 : 1);
        Assert.Equal(
            changes.Select(change => change.Id),
            outcome.Saved.Concat(outcome.NotRemoved).Concat(outcome.Failed.Select(failure => failure.Change)).Select(change => change.Id).OrderBy(id => id, StringComparer.Ordinal));
        Assert.All(outcome.Failed, failure => Assert.NotEqual(VisibilityFailureReason.NotPersisted, failure.Reason));
    }

    /// <summary>Creates the expected preferences: the accepted entries are changed, and all others are unchanged.</summary>
    private static JsonObject CreateExpected(Scenario scenario)
    {
        var result = scenario.Document.DeepClone().AsObject();
        foreach (var id in Ids)
        {
            var entry = scenario.Entries.LastOrDefault(entry => entry.Id == id);
            if (entry is null && !scenario.IsReplacement) continue;
            var (visible, category) = (entry?.Visible, entry?.Category);
            var isAccepted = Catalog.Contains(id) || MapNames.Any(map => scenario.Document[map] is JsonObject saved && saved.ContainsKey(id));
            if (visible is not null || scenario.IsReplacement)
                Put(result, MapNames[0], id, visible, saved => saved is JsonValue value && value.TryGetValue(out bool _), isAccepted, scenario.Upsert);
            if (category is not null || scenario.IsReplacement)
                Put(result, MapNames[1], id, category is "" ? null : category, saved => saved is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0, isAccepted, scenario.Upsert);
        }
        return result;
    }

    private static void Put(JsonObject document, string map, string id, JsonNode? value, Predicate<JsonNode?> isValid, bool isAccepted, Upsert upsert)
    {
        var entries = document[map] as JsonObject;
        if (value is null)
        {
            // Values that this version does not understand are not removed.
            if (entries is null || !isValid(entries[id])) return;
            // A service that merges removes nothing, but it can save an empty category.
            if (upsert == Upsert.Replace) entries.Remove(id);
            else if (map == MapNames[1]) entries[id] = "";
        }
        else if (isAccepted)
        {
            if (entries is null) document[map] = entries = [];
            entries[id] = value;
        }
    }

    /// <summary>Generates a property with a map of some ids, or an invalid or missing map.</summary>
    private static Gen<string> Map(string name, Gen<string> value) => Gen.Frequency(
        (9, from ids in Gen.SubListOf(Ids)
            from values in Gen.ListOf(Gen.Frequency((4, value), (1, Gen.Elements(InvalidValues))), ids.Count)
            select $"\"{name}\":{{{string.Join(',', ids.Zip(values, (id, value) => $"{Quoted(id)}:{value}"))}}}"),
        (1, Gen.Elements($"\"no {name}\":0", $"\"{name}\":null", $"\"{name}\":[]", $"\"{name}\":{{}}")));

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static IEnumerable<Scenario> Shrink(Scenario failing)
    {
        for (var i = 0; i < failing.Entries.Length; i++)
            yield return failing with { Entries = [.. failing.Entries[..i], .. failing.Entries[(i + 1)..]] };
        foreach (var path in MapNames.SelectMany(map => (failing.Document[map] as JsonObject ?? []).Select(entry => (map, entry.Key))))
        {
            var document = failing.Document.DeepClone().AsObject();
            document[path.map]!.AsObject().Remove(path.Key);
            yield return failing with { Document = document };
        }
    }

    /// <summary>The upsert mode, the saved preferences, and the requested entries.</summary>
    public sealed record Scenario(Upsert Upsert, JsonObject Document, bool IsReplacement, ModelVisibility[] Entries)
    {
        public override string ToString() =>
            $"{Upsert}: {Document.ToJsonString()} {(IsReplacement ? "replaced by" : "merged with")} "
            + string.Join(", ", Entries.Select(entry => $"({Quoted(entry.Id)}, {entry.Visible}, {(entry.Category is null ? "null" : Quoted(entry.Category))})"));
    }
}
