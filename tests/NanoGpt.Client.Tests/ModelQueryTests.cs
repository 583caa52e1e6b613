namespace NanoGpt.Client.Tests;

/// <summary>Tests the request for each query.</summary>
public sealed class ModelQueryTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Theory]
    [InlineData(ModelScope.Canonical, "/api/v1/models", false)]
    [InlineData(ModelScope.Subscription, "/api/subscription/v1/models", false)]
    [InlineData(ModelScope.Paid, "/api/paid/v1/models", false)]
    [InlineData(ModelScope.Personalized, "/api/personalized/v1/models", true)]
    public async Task Each_scope_has_its_path_and_only_personalized_requires_a_key(ModelScope scope, string path, bool needsKey)
    {
        var query = new ModelQuery { Scope = scope };

        var request = await SendAsync(Server.AddResponse(ListOf()), query);

        Assert.EndsWith(path, request.Path, StringComparison.Ordinal);
        Assert.Equal(("GET", ""), (request.Method, request.Query));
        Assert.Equal(needsKey, query.RequiresApiKey);
    }

    [Theory]
    [InlineData(false, null, "")]
    [InlineData(true, null, "detailed=true")]
    [InlineData(false, ModelSort.Favorites, "sort=favorites")]
    [InlineData(true, ModelSort.MostUsed, "detailed=true&sort=mostused")]
    public async Task The_query_string_contains_only_specified_options(bool isDetailed, ModelSort? sort, string query)
    {
        var request = await SendAsync(Server.BaseUri, new() { Detailed = isDetailed, Sort = sort });

        Assert.Equal(query, request.Query);
    }

    [Theory]
    [InlineData(ModelType.Text, false, "/api/v1/models", "")]
    [InlineData(ModelType.Image, false, "/api/v1/image-models", "detailed=false")]
    [InlineData(ModelType.Image, true, "/api/v1/image-models", "detailed=true")]
    [InlineData(ModelType.Video, false, "/api/v1/video-models", "detailed=false")]
    [InlineData(ModelType.Audio, true, "/api/v1/audio-models", "detailed=true&type=all")]
    [InlineData(ModelType.Embedding, false, "/api/v1/embedding-models", "detailed=false")]
    [InlineData(ModelType.Moderation, true, "/api/v1/moderation-models", "detailed=true")]
    public async Task Each_type_has_its_path_and_always_specifies_the_detail(ModelType type, bool isDetailed, string path, string queryString)
    {
        var query = new ModelQuery { Type = type, Detailed = isDetailed };

        var request = await SendAsync(Server.AddResponse(ListOf()), query);

        Assert.EndsWith(path, request.Path, StringComparison.Ordinal);
        Assert.Equal(("GET", queryString), (request.Method, request.Query));
        Assert.Equal(type == ModelType.Moderation, query.RequiresApiKey);
    }

    [Theory]
    [InlineData(ModelScope.Paid, null)]
    [InlineData(ModelScope.Canonical, ModelSort.MostUsed)]
    public async Task A_scope_or_a_sort_order_of_another_type_is_an_error_before_the_request(ModelScope scope, ModelSort? sort)
    {
        Server.ClearRequests();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            TestClient.ListAsync(Server.BaseUri, new() { Type = ModelType.Video, Scope = scope, Sort = sort }));

        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gateway/")]
    [InlineData("a/b%20c/")]
    public async Task The_base_address_keeps_its_path(string prefix)
    {
        var request = await SendAsync(new(Server.AddResponse(ListOf()), prefix), new());

        Assert.EndsWith($"/{prefix}api/v1/models", request.Path, StringComparison.Ordinal);
    }

    private async Task<Sandbox.ReceivedRequest> SendAsync(Uri baseUri, ModelQuery query)
    {
        Server.ClearRequests();
        var listed = await TestClient.ListAsync(baseUri, query);
        var request = Assert.Single(Server.Requests);
        Assert.Equal(request.Path, listed.List.Request.Uri.AbsolutePath);
        return request;
    }
}
