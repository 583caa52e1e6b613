namespace NanoGpt.Tests.Engine;

/// <summary>Tests Compare-NanoGptModel -Property.</summary>
public sealed class ComparePropertyTests(SandboxFixture sandbox) : CompareTest(sandbox)
{
    [Theory]
    [InlineData("ContextLength", "ContextLength")]
    [InlineData("*price, context*", "CompletionPrice", "ContextLength")]
    [InlineData("Capabilities", "Capabilities.Vision")]
    [InlineData("Capabilities.Vision", "Capabilities.Vision")]
    [InlineData("Pricing", "Pricing.Completion")]
    [InlineData("AdditionalProperties.retired, Name, DistillationPolicy.Status")]
    public void Only_these_properties_are_compared_and_all_models(string names, params string[] found)
    {
        var result = Shell.Run($"Compare-NanoGptModel $lastWeek $today -Property {names}");

        Assert.Empty(result.Warnings);
        var changes = result.Output.Select(change => (ModelChange)change.BaseObject).ToList();
        Assert.Equal([ModelChangeKind.Added, ModelChangeKind.Removed], changes.Take(2).Select(change => change.Change));
        Assert.Equal(found, changes.Skip(2).Select(change => change.Property!));
    }

    [Fact]
    public void Case_is_ignored_in_the_Turkish_culture()
    {
        Output("[cultureinfo]::CurrentCulture = 'tr-TR'");

        Assert.Equal(4, Output("Compare-NanoGptModel $lastWeek $today -Property COMPLETIONPRICE, CAPABILITIES.VISION").Count);
    }

    [Fact]
    public void A_property_that_does_not_exist_is_a_warning()
    {
        var result = Shell.Run("Compare-NanoGptModel $lastWeek $today -Property ContextLength, PromptPrise, '*x?x*'");

        Assert.Equal(3, result.Output.Count);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("'PromptPrise'", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("'*x?x*'", result.Warnings[1], StringComparison.Ordinal);
    }
}
