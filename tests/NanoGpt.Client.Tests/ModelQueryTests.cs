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
