namespace NanoGpt.Client.Tests;

/// <summary>Tests quantities in messages.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 models")]
    [InlineData(1, "1 model")]
    [InlineData(2, "2 models")]
    public void The_noun_is_singular_only_for_one(int count, string text) => Assert.Equal(text, Quantity.Format(count, "model"));

    [Theory]
    [InlineData(1, "1 entry is")]
    [InlineData(7, "7 entries are")]
    public void Irregular_plurals_are_supported(int count, string text) => Assert.Equal(text, Quantity.Format(count, "entry is", "entries are"));
}
