using System.Collections;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that completion does not disturb the prompt if it fails.</summary>
public sealed class CompletionFailureTests(SandboxFixture sandbox) : CompletionTest(sandbox)
{
    [Theory]
    [InlineData("status=503")]
    [InlineData("html")]
    [InlineData("drop")]
    [InlineData("delay=600")]
    [InlineData("hold=3000")]
    public void A_failed_request_returns_nothing_and_is_not_repeated(string fault)
    {
        Connect(Shell, Fault(fault));
        Output("Connect-NanoGpt -TimeoutSec 0; $Error.Clear()");

        Assert.Empty(Complete("Get-NanoGptModel openai/"));
        Assert.Empty(Complete("Get-NanoGptModel openai/"));

        Assert.Empty((ICollection)Shell["Error"]!);
        Assert.Single(Server.Requests);
    }
}
