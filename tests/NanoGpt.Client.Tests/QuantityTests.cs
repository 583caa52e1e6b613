namespace NanoGpt.Client.Tests;

/// <summary>Tests quantities in messages.</summary>
public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0 models")]
    [InlineData(1, "1 model")]
    [InlineData(2, "2 models")]
    public void One_is_one_model_and_any_other_number_models(int count, string text) => Assert.Equal(text, Quantity.Format(count, "model"));

    [Theory]
    [InlineData(1, "1 entry is")]
    [InlineData(7, "7 entries are")]
    public void Words_that_an_s_does_not_make_are_named(int count, string text) => Assert.Equal(text, Quantity.Format(count, "entry is", "entries are"));
}
