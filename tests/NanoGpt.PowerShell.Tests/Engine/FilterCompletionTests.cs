using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the completion of owners, capabilities, and properties.</summary>
public sealed class FilterCompletionTests : CompletionTest
{
    public FilterCompletionTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(Accounts.Payer);

    [Theory]
    [InlineData("Get-NanoGptModel -OwnedBy goo", "google")]
    [InlineData("Get-NanoGptModel -Capability pdf", "Pdf", "PdfUpload")]
    [InlineData("Get-NanoGptModel -Capability js", "Json")]
    [InlineData("Get-NanoGptModel -Capability Vis", "Vision")]
    [InlineData("Get-NanoGptModel -Capability web", "web_search")]
    [InlineData("Compare-NanoGptModel $old $new -Property capabilities.v", "Capabilities.Vision", "Capabilities.VideoInput")]
    [InlineData("Compare-NanoGptModel $old $new -Property 'promptp", "PromptPrice")]
    public void Values_that_match_the_text_are_offered(string line, params string[] values) => Assert.Equal(values, Complete(line));

    [Theory]
    [InlineData("Get-NanoGptModel -OwnedBy goo", @"^\d+ models$")]
    [InlineData("Get-NanoGptModel -Capability js", @"^StructuredOutput, \d+ models$")]
    public void The_tooltip_counts_the_models(string line, string toolTip) => Assert.Matches(toolTip, Assert.Single(Shell.Complete(line)).ToolTip);

    [Fact]
    public void Capabilities_need_one_request_if_only_basic_lists_were_listed()
    {
        var ids = Ids("Get-NanoGptModel -Scope Subscription");
        Server.ClearRequests();

        Assert.Equal(["PdfUpload"], Complete("Get-NanoGptModel -Capability pdfu"));
        Assert.Equal(["PdfUpload"], Complete("Get-NanoGptModel -Capability pdfu"));

        Assert.Equal("/api/v1/models", Assert.Single(Server.Requests).Path);
        Assert.Equal(ids.Count, Complete("Get-NanoGptModel ").Count);
    }

    [Fact]
    public void Properties_need_no_session()
    {
        Output("Disconnect-NanoGpt");

        Assert.Contains("CompletionPrice", Complete("Compare-NanoGptModel $old $new -Property "));
    }
}
