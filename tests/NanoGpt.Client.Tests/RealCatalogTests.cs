using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests a real response of the service if a copy exists next to the repository.</summary>
public sealed class RealCatalogTests
{
    private static readonly string Catalog = Path.GetFullPath(Repository.PathOf("../shared/data/catalog.json"));

    [Fact]
    public async Task Every_model_of_the_real_catalog_is_read()
    {
        if (!File.Exists(Catalog)) Assert.Skip($"The file {Catalog} does not exist.");
        var cancellationToken = TestContext.Current.CancellationToken;
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Catalog, cancellationToken));
        var entries = json.RootElement.GetProperty("data").EnumerateArray().ToList();
        await using var server = await SandboxServer.StartAsync(new() { CatalogPath = Catalog }, cancellationToken);

        var (models, list) = await TestClient.ListAsync(server.BaseUri, new() { Detailed = true });

        Assert.NotEmpty(entries);
        Assert.Equal(entries.Select(entry => entry.GetProperty("id").GetString()), models.Select(model => model.Id));
        Assert.Equal((entries.Count, 0, 0), (list.Count, list.SkippedEntryCount, list.InvalidEntryCount));
        Assert.All(models.Zip(entries), pair =>
        {
            var (model, entry) = pair;
            Assert.Equal(Number(entry, "context_length"), model.ContextLength);
            Assert.Equal(Number(entry, "max_output_tokens"), model.MaxOutputTokens);
            Assert.Equal(Price(entry, "prompt"), model.PromptPrice);
            Assert.Equal(Price(entry, "completion"), model.CompletionPrice);
            Assert.NotNull(model.ContextLength);
            Assert.NotNull(model.PromptPrice);
            Assert.NotNull(model.Capabilities?.Vision);
            Assert.NotNull(model.Name);
        });
    }

    private static decimal? Number(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    /// <summary>Gets a price with the fifteen significant digits that .NET keeps when it converts a double to a decimal.</summary>
    private static decimal? Price(JsonElement entry, string name) =>
        entry.GetProperty("pricing").GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? (decimal)number.GetDouble() : null;
}
