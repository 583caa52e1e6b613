namespace NanoGpt.Client.Tests;

/// <summary>What somebody may have meant who mistyped an id.</summary>
public sealed class SimilarIdsTests
{
    private static readonly string[] Ids =
    [
        "openai/gpt-5.5", "openai/gpt-5.2", "openai/o1-pro", "deepseek/deepseek-v3.2", "deepseek/deepseek-v4-flash",
        "deepseek/deepseek-v4-flash:thinking", "Baichuan-M2", "auto-model",
    ];

    [Theory]
    [InlineData("openai/gpt-5.22", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("OPENAI/GPT5.2", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("gpt-52", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("01-pro", "openai/o1-pro")]
    [InlineData("baichuan-m", "Baichuan-M2")]
    [InlineData("deepseek/deepseek-v4-flsh", "deepseek/deepseek-v4-flash")]
    [InlineData("anthropic/claude")]
    [InlineData("deepseek")]
    [InlineData("")]
    public void The_likest_come_first_and_the_unlike_not_at_all(string text, params string[] similar) =>
        Assert.Equal(similar, SimilarIds.To(text, Ids));

    [Fact]
    public void Three_are_enough() =>
        Assert.Equal(
            ["model-1", "model-2", "model-3"],
            SimilarIds.To("model-0", ["model-1", "model-2", "model-3", "model-4"]));
}
