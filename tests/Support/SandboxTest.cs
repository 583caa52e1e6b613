using NanoGpt.Sandbox;

namespace NanoGpt.Tests;

/// <summary>The base class of tests that use a sandbox.</summary>
public abstract class SandboxTest(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    /// <summary>The timeout of a test in milliseconds.</summary>
    private protected const int TestTimeout = 120_000;

    private protected SandboxServer Server => sandbox.Server;

    private protected string LockPath => sandbox.LockPath;

    private protected static string ListOf(params IEnumerable<string> entries) =>
        $$"""{"object":"list","data":[{{string.Join(',', entries)}}]}""";

    private protected Task<ListResult> ReadAsync(string body) => TestClient.ListAsync(Server.AddResponse(body));

    /// <summary>Reads a model with an id and these properties, such as <c>"name":"x","created":1</c>.</summary>
    private protected async Task<Model> ReadModelAsync(string fields)
    {
        var (models, list) = await ReadAsync(ListOf($$"""{"id":"some/model",{{fields}}}"""));
        Assert.Equal(0, list.InvalidEntryCount);
        return Assert.Single(models);
    }
}
