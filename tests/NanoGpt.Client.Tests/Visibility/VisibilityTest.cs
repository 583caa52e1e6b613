using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>The base class of preference tests. Each test starts with a sandbox that merges and accepts the ids of its catalog.</summary>
public abstract class VisibilityTest : SandboxTest
{
    /// <summary>Ids of the sandbox catalog.</summary>
    protected const string KnownId = "openai/gpt-5.2", OtherId = "openai/gpt-5.5", ThirdId = "x-ai/grok-4.3";

    private protected static readonly string[] MapNames = ["visibleTextModels", "modelCategories"];

    private protected VisibilityTest(SandboxFixture sandbox) : base(sandbox)
    {
        Server.Upsert = Upsert.Merge;
        Server.Ignore();
        Server.HasCanonicalIds = false;
        Server.ResetFaults(Account);
        Server.ClearRequests();
        // If it records a request without a response, the next test would wait.
        File.Delete(LockPath);
        Save("{}");
    }

    private protected static Account Account => Accounts.Payer;

    /// <summary>Gets options for one attempt, with a time provider on which delays complete immediately.</summary>
    private protected NanoGptClientOptions Options => TestClient.Options(Server.BaseUri, cookie: Account.Cookie) with
    {
        LockPath = LockPath, TimeProvider = new AutoAdvanceTimeProvider(),
    };

    private protected IEnumerable<ReceivedRequest> Sent => Server.Requests.Where(request => request.Method == "POST");

    private protected JsonObject Saved => Server.GetSaved(Account)!;

    private protected void Save(string document) => Server.Save(Account, Parse(document));

    private protected void WriteBefore(int request, string change) => Server.WriteBefore(request, Account, Parse(change));

    private protected Task<VisibilityPreferences> GetAsync() => GetAsync(Options);

    private protected static Task<VisibilityPreferences> GetAsync(NanoGptClientOptions options) =>
        new NanoGptClient(options).GetVisibilityAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads the preferences and merges these entries into them.</summary>
    private protected Task<VisibilityUpdateResult> MergeAsync(params ModelVisibility[] entries) => MergeAsync(Options, entries);

    private protected static async Task<VisibilityUpdateResult> MergeAsync(NanoGptClientOptions options, params ModelVisibility[] entries) =>
        await SetAsync(options, await PlanAsync(options, entries));

    /// <summary>Reads the preferences and plans to merge these entries into them.</summary>
    private protected Task<Plan> PlanAsync(params ModelVisibility[] entries) => PlanAsync(Options, entries);

    private protected static async Task<Plan> PlanAsync(NanoGptClientOptions options, params ModelVisibility[] entries) =>
        CreateMergePlan(await GetAsync(options), entries);

    private protected static Plan CreateMergePlan(VisibilityPreferences saved, params ModelVisibility[] entries) => new(saved, saved.PlanMerge(entries));

    private protected Task<VisibilityUpdateResult> SetAsync(Plan plan, bool force = false) => SetAsync(Options, plan, force);

    private protected static Task<VisibilityUpdateResult> SetAsync(NanoGptClientOptions options, Plan plan, bool force = false) =>
        new NanoGptClient(options).SetVisibilityAsync(plan.Saved, plan.Changes, force, TestContext.Current.CancellationToken);

    /// <summary>Planned changes and the preferences they are based on.</summary>
    private protected sealed record Plan(VisibilityPreferences Saved, IReadOnlyList<ModelVisibilityChange> Changes);

    private protected static ModelVisibility Entry(string id, bool? visible = null, string? category = null) => new(id, visible, category);

    private protected static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private protected void AssertSaved(string expected) => AssertEqualPreferences(Parse(expected), Saved);

    /// <summary>Asserts that preferences are equal, except that an empty map equals a missing one.</summary>
    private protected static void AssertEqualPreferences(JsonObject expected, JsonObject actual) =>
        Assert.True(
            JsonNode.DeepEquals(WithoutEmptyMaps(expected), WithoutEmptyMaps(actual)),
            $"Expected {expected.ToJsonString()}, actual {actual.ToJsonString()}.");

    private static JsonObject WithoutEmptyMaps(JsonObject document)
    {
        var rest = document.DeepClone().AsObject();
        foreach (var map in MapNames)
            if (rest[map] is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
                rest.Remove(map);
        return rest;
    }
}
