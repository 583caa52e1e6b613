using System.Management.Automation;
using System.Text.Json.Nodes;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the errors of Set-NanoGptModelVisibility about changes that the service did not save, or may have saved.</summary>
public sealed class SetVisibilityFailureTests : PlanTest
{
    private const string Cmdlet = "NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand";

    public SetVisibilityFailureTests(SandboxFixture sandbox) : base(sandbox)
    {
        Server.HasCanonicalIds = false;
        // If it records a request without a response, the next test would wait.
        File.Delete(LockPath);
    }

    [Fact]
    public void Each_entry_that_was_not_saved_is_an_error_and_the_others_are_saved()
    {
        Server.HasCanonicalIds = true;

        var result = Shell.Run($"'nope', '{Known}', 'X-AI/grok-4.3' | Set-NanoGptModelVisibility -Visible $false -PassThru");

        Assert.Equal([$"{Known}: visible: true -> false"], Describe(result.Output));
        Assert.Equal([$"VisibilityIdChanged,{Cmdlet}", $"VisibilityIgnored,{Cmdlet}"], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Equal(["X-AI/grok-4.3", "nope"], result.Errors.Select(error => ((ModelVisibilityChange)error.TargetObject).Id));
        Assert.Equal("NanoGPT saved the entry for 'X-AI/grok-4.3' under the id 'x-ai/grok-4.3'. Specify that id.", result.Errors[0].ToString());
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[1].CategoryInfo.Category);
        Assert.StartsWith("NanoGPT ignored the entry for 'nope'", result.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_differ_after_the_change_are_errors()
    {
        Server.WriteBefore(4, Account, JsonNode.Parse($$"""{"visibleTextModels":{"{{Known}}":true,"{{Other}}":true},"theme":null}""")!.AsObject());

        var errors = Shell.Run($"Set-NanoGptModelVisibility {Known} -Visible $false").Errors;

        Assert.Equal(
            [$"VisibilityNotPersisted,{Cmdlet}", $"VisibilityUnexpectedlyChanged,{Cmdlet}", $"VisibilityPropertiesLost,{Cmdlet}"],
            errors.Select(error => error.FullyQualifiedErrorId));
        Assert.StartsWith($"The change to '{Known}' (visible: true -> false) was sent", errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains($": {Other}. Another client", errors[1].ToString(), StringComparison.Ordinal);
        Assert.Equal([Other], (IEnumerable<string>)errors[1].TargetObject);
        Assert.Contains(": theme. ", errors[2].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=400,method=POST", "InvalidRequest", false)]
    [InlineData("status=503,method=POST", "ServiceFailed", true)]
    [InlineData("drop,method=POST", "ConnectionFailed", true)]
    [InlineData("status=503,method=GET,skip=2", "ServiceFailed", true)]
    public void An_error_says_whether_the_change_may_be_saved(string fault, string id, bool mayBeSaved)
    {
        Connect(Shell, Fault(fault));

        var error = Shell.Run($"Connect-NanoGpt -MaximumRetryCount 0; Set-NanoGptModelVisibility {Known} -Visible $false").TerminatingError!;

        Assert.Equal(id, IdOf(error));
        Assert.Equal(mayBeSaved, error.ErrorDetails.RecommendedAction?.StartsWith("It is unknown whether the change was saved.", StringComparison.Ordinal) == true);
    }
}
