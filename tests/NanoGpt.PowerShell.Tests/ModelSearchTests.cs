namespace NanoGpt.Tests;

/// <summary>Tests searching models by words.</summary>
public sealed class ModelSearchTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Descriptions = """
        {"id":"z-ai/glm-4.6","name":"GLM 4.6","description":"Good at code."}
        """;

    [Theory]
    [InlineData("{\"id\":\"z-ai/glm-4.6\"}", true, "glm 4.6")]
    [InlineData("{\"id\":\"GLM-4.6-Derestricted-v5\"}", true, "glm 4.6")]
    [InlineData("{\"id\":\"GLM-4.6-Derestricted-v5\"}", true, "4.6", "Glm")]
    [InlineData("{\"id\":\"z-ai/glm-4.5\"}", false, "glm 4.6")]
    [InlineData(Descriptions, true, "glm code")]
    [InlineData(Descriptions, true, "z-ai 4.6 GOOD")]
    [InlineData(Descriptions, true, "\t glm\n")]
    [InlineData(Descriptions, false, "glm 4.6 vision")]
    [InlineData(Descriptions, false, "glm*")]
    [InlineData(Descriptions, true, " ")]
    public async Task Every_word_must_occur_in_id_name_or_description(string entry, bool matches, params string[] texts)
    {
        var (models, _) = await ReadAsync(ListOf(entry));

        Assert.Equal(matches, new ModelSearch(texts).Matches(Assert.Single(models)));
    }
}
