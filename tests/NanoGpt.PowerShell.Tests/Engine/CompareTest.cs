using System.Text.Json;

namespace NanoGpt.Tests.Engine;

/// <summary>The base class of tests that compare <c>$lastWeek</c> with <c>$today</c>.</summary>
public abstract class CompareTest : ModelTest
{
    private const string Dear = """
        "id":"dear","created":1765411200,"owned_by":"o","name":"Dear","icon_url":"/icons/A.svg","cost_estimate":{"cheap":true},
        "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},"subscription":{"included":true},
        "retired":"2026-01-01T00:00:00Z","other":{"a":[1,{"b":2}]}
        """;

    private const string Same = """{"id":"same","created":1765411200,"owned_by":"o","name":"Same","pricing":{"prompt":0.1,"completion":0.3}}""";

    private protected CompareTest(SandboxFixture sandbox) : base(sandbox)
    {
        List("lastWeek",
            """{"id":"gone","created":1765411200,"owned_by":"o","name":"Gone","pricing":{"prompt":1,"completion":1}}""",
            $$$"""{{{{Dear}}},"context_length":400000,"capabilities":{"vision":true,"web_search":true},"pricing":{"prompt":0.49299999999999994,"completion":2}}""",
            Same);
        List("today",
            Same,
            $$$"""{{{{Dear}}},"context_length":1000000,"capabilities":{"vision":false,"web_search":true},"pricing":{"prompt":0.49299999999999994,"completion":2.5}}""",
            """{"id":"new","created":1765411200,"owned_by":"o","name":"New"}""");
    }

    /// <summary>Gets the changes between the lists.</summary>
    private protected static IReadOnlyList<string> Expected { get; } =
        ["new: Added", "gone: Removed", "dear: CompletionPrice 2 -> 2.5", "dear: Capabilities.Vision True -> False", "dear: ContextLength 400000 -> 1000000"];

    /// <summary>Sets a variable to a detailed list with these entries.</summary>
    private protected void List(string variable, params IEnumerable<string> entries)
    {
        ConnectToList(entries);
        Output($"${variable} = Get-NanoGptModel -Detailed");
    }

    /// <summary>Runs a script that must not report an error, and returns its changes as text.</summary>
    private protected IReadOnlyList<string?> Changes(string script) => [.. Output(script).Select(change => change.BaseObject.ToString())];

    private protected static string Quote(string text) => JsonSerializer.Serialize(text);
}
