using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how Get-NanoGptModel selects models by capability.</summary>
public sealed class ModelCapabilityTests : ModelTest
{
    public ModelCapabilityTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(Accounts.Payer);

    [Theory]
    [InlineData("vision, tool_calling")]
    [InlineData("Vision, ToolCalling")]
    [InlineData("VISION, Tools")]
    public void A_model_has_all_capabilities_by_any_of_their_names(string capabilities)
    {
        var expected = Models("Get-NanoGptModel -Detailed").Where(model => model.Capabilities is { Vision: true, ToolCalling: true }).Select(model => model.Id).ToList();
        Server.ClearRequests();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, Ids($"Get-NanoGptModel -Capability {capabilities}"));
        Assert.Equal("detailed=true", Assert.Single(Server.Requests).Query);
    }

    [Fact]
    public void An_unknown_capability_of_the_service_is_found() =>
        Assert.Equal(["google/gemini-3.5-flash"], Ids("Get-NanoGptModel -Capability web_search"));

    [Theory]
    [InlineData("Visio", @"'Visio'\. Did you mean Vision.*\?$")]
    [InlineData("Jsn", @"'Jsn'\. Did you mean Json.*\?$")]
    [InlineData("somethingelse", @"'somethingelse'\. .*\(Get-NanoGptModel <id> -Detailed\)\.Capabilities\.$")]
    public void A_capability_that_no_model_reports_is_a_warning_with_the_nearest_capability(string capability, string warning)
    {
        var result = Shell.Run("Get-NanoGptModel -Capability $args[0]", capability);

        Assert.Empty(result.Output);
        Assert.Matches(warning, Assert.Single(result.Warnings));
    }

    [Theory]
    [InlineData("Get-NanoGptModel -Capability websearch_", 1)]
    [InlineData("Get-NanoGptModel openai/gpt-5.5 -Capability web_search", 0)]
    public void A_capability_that_any_model_in_the_list_reports_is_not_a_warning(string command, int count)
    {
        var result = Shell.Run(command);

        Assert.Equal(count, result.Output.Count);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Errors);
    }
}
