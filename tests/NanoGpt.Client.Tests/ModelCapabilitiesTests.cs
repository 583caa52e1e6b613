namespace NanoGpt.Client.Tests;

/// <summary>Capabilities by name, known or not.</summary>
public sealed class ModelCapabilitiesTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Capabilities = """
        "capabilities": {
            "tool_calling": true, "vision": false, "reasoning": null, "web_search": true, "time_travel": false,
            "max_images": 4, "formats": ["png"]
        }
        """;

    [Theory]
    [InlineData("ToolCalling", true)]
    [InlineData("tool_calling", true)]
    [InlineData("TOOL-CALLING", true)]
    [InlineData("vision", false)]
    [InlineData("Reasoning", null)]
    [InlineData("AudioInput", null)]
    [InlineData("web_search", true)]
    [InlineData("WebSearch", true)]
    [InlineData("time_travel", false)]
    [InlineData("max_images", null)]
    [InlineData("formats", null)]
    [InlineData("cooking", null)]
    [InlineData("", null)]
    public async Task A_capability_is_asked_for_by_either_name(string name, bool? expected) =>
        Assert.Equal(expected, (await ReadModelAsync(Capabilities)).Capabilities!.Has(name));

    [Fact]
    public async Task All_says_each_that_was_said_once()
    {
        var capabilities = (await ReadModelAsync(Capabilities)).Capabilities!;

        Assert.Equal(
            [new("Vision", false), new("ToolCalling", true), new("web_search", true), new("time_travel", false)],
            capabilities.All());
        Assert.Equal("ToolCalling, web_search", capabilities.ToString());
        Assert.Throws<ArgumentNullException>(() => capabilities.Has(null!));
    }

    [Theory]
    [InlineData("vision")]
    [InlineData("reasoning")]
    [InlineData("tool_calling")]
    [InlineData("parallel_tool_calls")]
    [InlineData("structured_output")]
    [InlineData("pdf_upload")]
    [InlineData("video_input")]
    [InlineData("audio_input")]
    public async Task Each_known_capability_has_a_property_of_its_own(string name)
    {
        var capabilities = (await ReadModelAsync($$"""
            "capabilities":{"{{name}}":true}
            """)).Capabilities!;

        var (property, value) = Assert.Single(capabilities.All());
        Assert.True(value);
        Assert.Equal(true, typeof(ModelCapabilities).GetProperty(property)!.GetValue(capabilities));
        Assert.Equal(name.Replace("_", "", StringComparison.Ordinal), property, ignoreCase: true);
    }
}
