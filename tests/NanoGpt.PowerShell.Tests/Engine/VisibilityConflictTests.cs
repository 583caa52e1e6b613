using System.Management.Automation;
using System.Text.Json.Nodes;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests changes of an entry that another writer modifies at the same time.</summary>
public sealed class VisibilityConflictTests : PlanTest
{
    public VisibilityConflictTests(SandboxFixture sandbox) : base(sandbox) =>
        Server.WriteBefore(2, Account, new() { ["modelCategories"] = new JsonObject { [Known] = "Theirs" } });

    public static TheoryData<string> Commands { get; } =
        [$"Set-NanoGptModelVisibility {Known}, {Other} -Visible $false", "Import-NanoGptModelVisibility $args[0]"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_concurrent_change_of_the_same_entry_is_a_terminating_error(string command)
    {
        var error = Shell.Run(command, WriteFile($"\"{Known}\":false")).TerminatingError!;

        Assert.Equal("Conflict", IdOf(error));
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Matches($@" {Known} since .*\. Nothing was sent\.$", error.ToString());
        Assert.Contains("run the command again, or use -Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, SentCount);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Force_overwrites_only_the_specified_values(string command)
    {
        Output($"{command} -Force", WriteFile($"\"{Known}\":false"));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":false,"openai/gpt-5.5":false,"gone":true},"modelCategories":{"openai/gpt-5.2":"Theirs"},"theme":"dark"}
            """);
    }
}
