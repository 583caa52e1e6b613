using System.Management.Automation;
using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>The base class of tests of plans and changes of visibility preferences. Each test starts with the same preferences.</summary>
public abstract class PlanTest : EngineTest
{
    /// <summary>Ids of the catalog, of which the first two are saved.</summary>
    private protected const string Known = "openai/gpt-5.2", Other = "openai/gpt-5.5", Third = "x-ai/grok-4.3";

    private protected const string Document = """
        {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false,"gone":true},"modelCategories":{"openai/gpt-5.2":"General"},"theme":"dark"}
        """;

    private protected PlanTest(SandboxFixture sandbox) : base(sandbox)
    {
        Server.Upsert = Upsert.Replace;
        Server.Ignore();
        Server.ResetFaults(Account);
        Save(Document);
    }

    private protected int SentCount => Server.Requests.Count(request => request.Method == "POST");

    private protected IEnumerable<ReceivedRequest> CatalogRequests => Server.Requests.Where(request => request.Path.EndsWith("/api/v1/models", StringComparison.Ordinal));

    private protected void Save(string document) => Server.Save(Account, JsonNode.Parse(document)!.AsObject());

    private protected void AssertSaved(string expected)
    {
        var saved = Server.GetSaved(Account)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), saved), saved.ToJsonString());
    }

    private protected static IEnumerable<string> Describe(IEnumerable<PSObject> changes) =>
        changes.Select(change => (ModelVisibilityChange)change.BaseObject).Select(change => $"{change.Id}: {change.Description}");

    /// <summary>Gets a script that copies the objects of an expression as Export-Clixml and jobs do.</summary>
    private protected static string Copy(string expression) =>
        $"[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@({expression}), 2))";

    /// <summary>Writes a visibility file and returns its path.</summary>
    private protected static string WriteFile(string visible, string categories = "")
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, $$"""{"format":"NanoGpt.ModelVisibility/1","visibleTextModels":{ {{visible}} },"modelCategories":{ {{categories}} } }""");
        return path;
    }
}
