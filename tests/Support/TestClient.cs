namespace NanoGpt.Tests;

/// <summary>The models of a list, and the list.</summary>
internal sealed record ListResult(IReadOnlyList<Model> Models, ModelList List)
{
    public IEnumerable<string> Ids => Models.Select(model => model.Id);
}

/// <summary>The failure of a list, and the models before it.</summary>
internal sealed record ListFailure(NanoGptException Failure, IReadOnlyList<Model> Before);

/// <summary>Calls the client from the request to the last model.</summary>
internal static class TestClient
{
    /// <summary>Creates options for one attempt without retries, which have their own tests.</summary>
    public static NanoGptClientOptions Options(Uri baseUri, string? key = null, string? cookie = null) =>
        new()
        {
            BaseUri = baseUri,
            ApiKey = key is null ? null : Secret.ApiKey(key),
            SessionCookie = cookie is null ? null : Secret.SessionCookie(cookie),
            MaximumRetryCount = 0,
            TimeProvider = new IsolatedTimeProvider(),
        };

    public static Task<ModelList> StartAsync(Uri baseUri) =>
        new NanoGptClient(Options(baseUri)).ListModelsAsync(new(), TestContext.Current.CancellationToken);

    public static Task<ListResult> ListAsync(Uri baseUri, ModelQuery? query = null, string? key = null) =>
        ListAsync(Options(baseUri, key), query);

    public static Task<ListResult> ListAsync(NanoGptClientOptions options, ModelQuery? query = null) =>
        ListAsync(options, query, []);

    public static Task<ListFailure> ListAndFailAsync(Uri baseUri, ModelQuery? query = null, string? key = null) =>
        ListAndFailAsync(Options(baseUri, key), query);

    public static async Task<ListFailure> ListAndFailAsync(NanoGptClientOptions options, ModelQuery? query = null)
    {
        List<Model> before = [];
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ListAsync(options, query, before));
        return new(failure, before);
    }

    /// <summary>A system time provider with its own rate limiter, so that tests do not wait for each other.</summary>
    private sealed class IsolatedTimeProvider : TimeProvider;

    private static async Task<ListResult> ListAsync(NanoGptClientOptions options, ModelQuery? query, List<Model> models)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var list = await new NanoGptClient(options).ListModelsAsync(query ?? new(), cancellationToken);
        await foreach (var model in list.WithCancellation(cancellationToken)) models.Add(model);
        return new(models, list);
    }
}
