using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests of an account's preferences, each of which begins with a sandbox that merges and knows the catalog's ids.</summary>
public abstract class VisibilityTest : SandboxTest
{
    /// <summary>Ids of the sandbox's catalog.</summary>
    protected const string Known = "openai/gpt-5.2", Other = "openai/gpt-5.5", Third = "x-ai/grok-4.3";

    private protected static readonly string[] Maps = ["visibleTextModels", "modelCategories"];

    private protected VisibilityTest(SandboxFixture sandbox) : base(sandbox)
    {
        Server.Upsert = Upsert.Merge;
        Server.Ignore();
        Server.ForgetRequests();
        Save("{}");
    }

    private protected static Account Account => Accounts.Payer;

    private protected NanoGptClientOptions Options => Call.Options(Server.BaseUri, cookie: Account.Cookie);

    private protected IEnumerable<ReceivedRequest> Sent => Server.Requests.Where(request => request.Method == "POST");

    private protected JsonObject Saved => Server.Saved(Account)!;

    private protected void Save(string document) => Server.Save(Account, Parse(document));

    private protected void WriteBefore(int request, string change) => Server.WriteBefore(request, Account, Parse(change));

    private protected Task<VisibilityPreferences> GetAsync() => GetAsync(Options);

    private protected static Task<VisibilityPreferences> GetAsync(NanoGptClientOptions options) =>
        new NanoGptClient(options).GetVisibilityAsync(TestContext.Current.CancellationToken);

    /// <summary>Reads, and merges these entries into what is saved.</summary>
    private protected async Task<VisibilityOutcome> MergeAsync(params ModelVisibility[] entries) =>
        await SetAsync((await GetAsync()).Merge(entries));

    private protected Task<VisibilityOutcome> SetAsync(IReadOnlyCollection<ModelVisibilityChange> changes, bool force = false) =>
        SetAsync(Options, changes, force);

    private protected static Task<VisibilityOutcome> SetAsync(
        NanoGptClientOptions options, IReadOnlyCollection<ModelVisibilityChange> changes, bool force = false) =>
        new NanoGptClient(options).SetVisibilityAsync(changes, force, TestContext.Current.CancellationToken);

    private protected static ModelVisibility Entry(string id, bool? visible = null, string? category = null) => new(id, visible, category);

    private protected static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private protected void IsSaved(string expected) => IsSame(Parse(expected), Saved);

    /// <summary>Both are the same but for maps that are empty in one and missing in the other.</summary>
    private protected static void IsSame(JsonObject expected, JsonObject actual) =>
        Assert.True(
            JsonNode.DeepEquals(WithoutEmptyMaps(expected), WithoutEmptyMaps(actual)),
            $"It is {actual.ToJsonString()}, and should be {expected.ToJsonString()}.");

    private static JsonObject WithoutEmptyMaps(JsonObject document)
    {
        var rest = document.DeepClone().AsObject();
        foreach (var map in Maps)
            if (rest[map] is null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
                rest.Remove(map);
        return rest;
    }
}
