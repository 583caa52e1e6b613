using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests which models each scope and sort order lists for each caller.</summary>
public sealed class ScopeTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    public enum Caller
    {
        Anonymous,
        InvalidKey,
        Subscriber,
        Payer,
    }

    public static MatrixTheoryData<ModelScope, Caller, bool> PublicLists { get; } = new(
        [ModelScope.Canonical, ModelScope.Subscription, ModelScope.Paid], Enum.GetValues<Caller>(), [false, true]);

    public static MatrixTheoryData<ModelScope, Caller, bool> PersonalLists { get; } =
        new([ModelScope.Personalized], [Caller.Subscriber, Caller.Payer], [false, true]);

    [Theory]
    [MemberData(nameof(PublicLists))]
    [MemberData(nameof(PersonalLists))]
    public async Task Each_scope_lists_the_expected_models_for_each_caller(ModelScope scope, Caller caller, bool isDetailed)
    {
        var listed = await ListAsync(new() { Scope = scope, Detailed = isDetailed }, caller);

        var expected = SandboxCatalog.Entries.Where(entry => IsListed(entry, scope, caller)).Select(entry => entry.Id);
        Assert.Equal(expected, listed.Ids);
        Assert.NotEmpty(listed.Models);
        Assert.Equal(listed.Models.Count, listed.List.Count);
        Assert.All(listed.Models, model => Assert.Equal(isDetailed, model.ContextLength is not null));
        Assert.All(listed.Models, model => Assert.NotNull(model.Created));
        Assert.All(listed.Models, model => Assert.NotNull(model.OwnedBy));
    }

    [Theory]
    [InlineData(Caller.Anonymous, "missing_api_key")]
    [InlineData(Caller.InvalidKey, "invalid_api_key")]
    public async Task The_personalized_list_requires_a_valid_key(Caller caller, string code)
    {
        var (failure, before) = await TestClient.ListAndFailAsync(
            Server.BaseUri, new() { Scope = ModelScope.Personalized }, GetKey(caller));

        Assert.Equal(
            (NanoGptErrorKind.Unauthorized, 401, code, "authentication_error"),
            (failure.Kind, failure.StatusCode, failure.Code, failure.ErrorType));
        Assert.Empty(before);
    }

    [Theory]
    [InlineData(Caller.Anonymous, 1)]
    [InlineData(Caller.InvalidKey, 1)]
    [InlineData(Caller.Subscriber, 1)]
    [InlineData(Caller.Payer, 0.9)]
    public async Task A_key_receives_the_prices_of_its_account(Caller caller, double factor)
    {
        var listed = await ListAsync(new() { Scope = ModelScope.Subscription, Detailed = true }, caller);

        var model = listed.Models.Single(model => model.Id == "openai/gpt-5.5");
        Assert.Equal(5 * (decimal)factor, model.PromptPrice);
    }

    [Theory]
    [InlineData(null, "/api/v1/models", "")]
    [InlineData(ModelSort.Favorites, "/api/v1/models", "sort=favorites")]
    [InlineData(ModelSort.MostUsed, "/api/v1/models", "sort=mostused")]
    public async Task Sorting_neither_adds_nor_removes_models(ModelSort? sort, string path, string query)
    {
        Server.ClearRequests();
        var listed = await ListAsync(new() { Sort = sort }, Caller.Subscriber);

        string[] first = sort switch
        {
            // The third favorite and the sixth most used model are paid models.
            ModelSort.Favorites => ["x-ai/grok-4.3", "deepseek/deepseek-v4-flash"],
            ModelSort.MostUsed =>
            [
                "deepseek/deepseek-v4-flash", "openai/gpt-5.5", "google/gemini-3.5-flash", "x-ai/grok-4.3",
                "anthropic/claude-haiku-latest", "zai-org/GLM-4.5-Air:thinking", "qwen/Qwen3-235B-A22B-Instruct-2507",
            ],
            _ => [],
        };
        var all = SandboxCatalog.Entries.Where(entry => IsListed(entry, ModelScope.Canonical, Caller.Subscriber));
        Assert.Equal(first.Concat(all.Select(entry => entry.Id).Except(first)), listed.Ids);
        var request = Assert.Single(Server.Requests);
        Assert.Equal((path, query), (request.Path, request.Query));
    }

    [Fact]
    public async Task Sorting_by_favorites_without_a_key_keeps_the_default_order()
    {
        var sorted = await ListAsync(new() { Sort = ModelSort.Favorites }, Caller.Anonymous);
        var unsorted = await ListAsync(new(), Caller.Anonymous);

        Assert.Equal(unsorted.Ids, sorted.Ids);
    }

    private static bool IsListed(CatalogEntry entry, ModelScope scope, Caller caller) => (scope, caller) switch
    {
        (ModelScope.Canonical, Caller.Subscriber) => entry.IsVisible && entry.IsIncluded,
        (ModelScope.Subscription, _) => entry.IsIncluded,
        (ModelScope.Paid, _) => !entry.IsIncluded,
        (ModelScope.Personalized, Caller.Subscriber) =>
            Accounts.Subscriber.VisibleTextModels.GetValueOrDefault(entry.Id),
        _ => entry.IsVisible,
    };

    private static string? GetKey(Caller caller) => caller switch
    {
        Caller.Subscriber => Accounts.Subscriber.ApiKey,
        Caller.Payer => Accounts.Payer.ApiKey,
        Caller.InvalidKey => SecretLeakScanner.Key,
        _ => null,
    };

    private Task<ListResult> ListAsync(ModelQuery query, Caller caller) =>
        TestClient.ListAsync(Server.BaseUri, query, GetKey(caller));
}
