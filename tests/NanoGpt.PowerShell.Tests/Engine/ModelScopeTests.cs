namespace NanoGpt.Tests.Engine;

/// <summary>Tests the lists and orders that Get-NanoGptModel requests.</summary>
public sealed class ModelScopeTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [InlineData("Canonical", "/api/v1/models", 16)]
    [InlineData("Subscription", "/api/subscription/v1/models", 18)]
    [InlineData("Paid", "/api/paid/v1/models", 22)]
    [InlineData("Personalized", "/api/personalized/v1/models", 8)]
    public void Scope_selects_the_list(string scope, string path, int count)
    {
        Assert.Equal(count, Models("Get-NanoGptModel -Scope $args[0]", scope).Count);

        var request = Assert.Single(Server.Requests);
        Assert.Equal((path, ""), (request.Path, request.Query));
    }

    [Fact]
    public void The_canonical_scope_is_the_default()
    {
        Assert.NotEmpty(Models("Get-NanoGptModel"));

        Assert.Equal("/api/v1/models", Assert.Single(Server.Requests).Path);
    }

    [Theory]
    [InlineData("Favorites", "x-ai/grok-4.3")]
    [InlineData("MostUsed", "deepseek/deepseek-v4-flash")]
    public void Sort_selects_the_order(string sort, string first)
    {
        Assert.Equal(first, Ids("Get-NanoGptModel -Sort $args[0]", sort)[0]);

        Assert.Equal($"sort={sort}", Assert.Single(Server.Requests).Query, ignoreCase: true);
    }

    [Fact]
    public void Favorites_without_an_API_key_are_the_default_order_and_a_warning()
    {
        ConnectAs(null);

        var result = Shell.Run("Get-NanoGptModel -Sort Favorites");

        Assert.Contains("-Sort Favorites", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(Ids("Get-NanoGptModel"), GetIds(result.Output));
    }

    [Fact]
    public void The_personalized_list_without_an_API_key_is_an_error_before_any_request()
    {
        ConnectAs(null);

        var error = Shell.Run("Get-NanoGptModel -Scope Personalized").TerminatingError!;

        Assert.Equal("ApiKeyMissing,NanoGpt.Cmdlets.GetNanoGptModelCommand", error.FullyQualifiedErrorId);
        Assert.Equal("AuthenticationError", error.CategoryInfo.Category.ToString());
        Assert.Contains("Connect-NanoGpt -ApiKey", error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }
}
