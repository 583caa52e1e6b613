namespace NanoGpt.Client.Tests;

/// <summary>Tests that unknown properties are kept as .NET values.</summary>
public sealed class AdditionalPropertiesTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    public static TheoryData<string, object?> JsonValues { get; } = new()
    {
        { "null", null },
        { "\"2025-01\"", "2025-01" },
        { "true", true },
        { "false", false },
        { "9007199254740993", 9_007_199_254_740_993L },
        { "-1", -1L },
        { "0.49299999999999994", 0.49299999999999994m },
        { "1.5e3", 1500m },
        { "12345678901234567890", 12_345_678_901_234_567_890m },
        { "1e300", 1e300 },
        { "1e400", "1e400" },
        { "-1e400", "-1e400" },
    };

    [Theory]
    [MemberData(nameof(JsonValues))]
    public async Task A_value_keeps_its_type_and_precision(string json, object? value)
    {
        var model = await ReadModelAsync($"\"future\":{json}");

        var (name, kept) = Assert.Single(model.AdditionalProperties);
        Assert.Equal("future", name);
        Assert.Equal(value?.GetType(), kept?.GetType());
        Assert.Equal(value, kept);
    }

    [Fact]
    public async Task Nested_objects_and_arrays_are_kept()
    {
        var model = await ReadModelAsync("""
            "future": {"list": [1, [2.5, "x", null, [true]], {"deep": {"deeper": "down"}}], "empty": {}, "none": []}
            """);

        var future = Assert.IsType<Dictionary<string, object?>>(model.AdditionalProperties["future"]);
        Assert.Equal(["list", "empty", "none"], future.Keys);
        var list = Assert.IsType<object?[]>(future["list"]);
        Assert.Equal(1L, list[0]);
        Assert.Equivalent(new object?[] { 2.5m, "x", null, new object?[] { true } }, list[1], strict: true);
        var deep = Assert.IsType<Dictionary<string, object?>>(list[2])["deep"];
        Assert.Equal("down", Assert.IsType<Dictionary<string, object?>>(deep)["deeper"]);
        Assert.Empty(Assert.IsType<Dictionary<string, object?>>(future["empty"]));
        Assert.Empty(Assert.IsType<object?[]>(future["none"]));
    }

    [Fact]
    public async Task Each_nested_object_keeps_its_unknown_properties()
    {
        var model = await ReadModelAsync("""
            "new": 0, "capabilities": {"new": 1}, "architecture": {"new": 2}, "pricing": {"new": 3},
            "subscription": {"new": 4}, "distillationPolicy": {"new": 5}
            """);

        ServiceObject[] parts =
        [
            model, model.Capabilities!, model.Architecture!,
            model.Pricing!, model.Subscription!, model.DistillationPolicy!,
        ];
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L], parts.Select(part => part.AdditionalProperties["new"]));
        Assert.All(parts, part => Assert.Single(part.AdditionalProperties));
        Assert.Same(model.AdditionalProperties, model.AdditionalProperties);
    }

    [Fact]
    public async Task Additional_properties_format_as_text_and_serialize_as_a_dictionary()
    {
        var model = await ReadModelAsync("""
            "knowledge_cutoff":"2025-01","future":{"list":[1,{"deep":true}],"none":null},"cost_estimate":{"cheap":true}
            """);

        Assert.Equal("knowledge_cutoff: 2025-01, future: list: 1, deep: True", model.AdditionalProperties.ToString());
        Assert.Equal("cheap: True", model.CostEstimate!.ToString());
        Assert.Equal("", (await ReadModelAsync("\"name\":\"n\"")).AdditionalProperties.ToString());
        // ConvertTo-Json and Export-Clixml use this interface.
        Assert.All([model.AdditionalProperties, model.CostEstimate], fields => Assert.True(Assert.IsType<System.Collections.IDictionary>(fields, exactMatch: false).IsReadOnly));
    }

    [Theory]
    [InlineData("\"$\"", "$")]
    [InlineData("3", 3L)]
    [InlineData("null", null)]
    public async Task A_cost_estimate_can_be_a_scalar_value(string json, object? value) =>
        Assert.Equal(value, (await ReadModelAsync($"\"cost_estimate\":{json}")).CostEstimate);

    [Fact]
    public async Task A_cost_estimate_can_be_an_object()
    {
        var model = await ReadModelAsync("""
            "cost_estimate": {"cheap": true, "perDay": 0.1}
            """);

        Assert.Equivalent(
            new Dictionary<string, object?> { ["cheap"] = true, ["perDay"] = 0.1m }, model.CostEstimate, strict: true);
    }
}
