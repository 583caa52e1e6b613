namespace NanoGpt.Client.Tests;

/// <summary>Tests lookup of known and unknown capabilities by name.</summary>
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
    [InlineData("Tools", true)]
    [InlineData("tools", true)]
    [InlineData("Json", null)]
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
    public async Task A_capability_is_found_by_either_name(string name, bool? expected) =>
        Assert.Equal(expected, (await ReadModelAsync(Capabilities)).Capabilities!.Has(name));

    [Theory]
    [InlineData("vision", "Vision")]
    [InlineData("reasoning", "Reason")]
    [InlineData("tool_calling", "Tools")]
    [InlineData("parallel_tool_calls", "ParallelToolCalls")]
    [InlineData("structured_output", "Json")]
    [InlineData("pdf_upload", "Pdf")]
    [InlineData("video_input", "Video")]
    [InlineData("audio_input", "Audio")]
    [InlineData("web_search", "web_search")]
    public async Task A_capability_is_found_by_its_short_name(string name, string shortName)
    {
        var capabilities = (await ReadModelAsync($$"""
            "capabilities":{"{{name}}":true}
            """)).Capabilities!;

        Assert.Equal(shortName, ModelCapabilities.ShortName(Assert.Single(capabilities.All()).Key));
        Assert.Equal(true, capabilities.Has(shortName));
    }

    [Fact]
    public async Task A_service_name_takes_precedence_over_a_short_name()
    {
        var capabilities = (await ReadModelAsync("""
            "capabilities":{"tool_calling":true,"tools":false,"video":true,"video_input":false}
            """)).Capabilities!;

        Assert.Equal((false, true), (capabilities.Has("Tools"), capabilities.Has("Video")));
        Assert.Equal((true, false), (capabilities.Has("ToolCalling"), capabilities.Has("VideoInput")));
    }

    [Fact]
    public async Task All_lists_each_capability_once()
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
    public async Task Each_known_capability_has_its_own_property(string name)
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
