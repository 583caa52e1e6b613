namespace NanoGpt.Tests.Engine;

/// <summary>Tests copies of models, as Export-Clixml and Import-Clixml create them.</summary>
public sealed class ModelCopyTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    private const string Get = "Get-NanoGptModel google/gemini-3.5-flash";

    [Theory]
    [InlineData("Id")]
    [InlineData("Name")]
    [InlineData("OwnedBy")]
    [InlineData("Created")]
    [InlineData("ContextLength")]
    [InlineData("MaxOutputTokens")]
    [InlineData("PromptPrice")]
    [InlineData("CompletionPrice")]
    [InlineData("Category")]
    [InlineData("Description")]
    [InlineData("CostEstimate")]
    [InlineData("IconUrl")]
    public void A_property_keeps_its_value_and_type(string property)
    {
        var values = Output($"$model = {Get} -Detailed; $model.($args[0]); ($model | {Copy}).($args[0])", property);

        Assert.Equal(2, values.Count);
        Assert.Equal(values[0]?.BaseObject, values[1]?.BaseObject);
    }

    [Theory]
    [InlineData("Created.Kind", "Utc")]
    [InlineData("Capabilities.Vision", "True")]
    [InlineData("Capabilities.AdditionalProperties.web_search", "True")]
    [InlineData("Pricing.Currency", "USD")]
    [InlineData("Architecture.InputModalities", "text image audio")]
    [InlineData("Subscription.Included", "True")]
    [InlineData("AdditionalProperties.knowledge_cutoff", "2025-01")]
    public void A_nested_property_keeps_its_value(string path, string text) =>
        Assert.Equal(text, Assert.Single(Output($"$copy = {Get} -Detailed | {Copy}; \"$($copy.{path})\"")).BaseObject);

    [Fact]
    public void Deeply_nested_unknown_properties_are_kept()
    {
        ConnectToList("""{"id":"a","new_field":{"inner":{"list":[1,"two",{"a":{"b":{"c":3}}}]}}}""");

        var values = Output($"$list = (Get-NanoGptModel | {Copy}).AdditionalProperties.new_field.inner.list; $list[0]; $list[1]; $list[2].a.b.c");

        Assert.Equal([1L, "two", 3L], values.Select(value => value.BaseObject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Detailed")]
    public void A_copy_has_the_type_names_and_the_view_of_the_original(string parameters)
    {
        var objects = Output($"$model = {Get} {parameters}; $copy = $model | {Copy}; $model; $copy");

        Assert.Equal(objects[0].TypeNames.Select(name => $"Deserialized.{name}"), objects[1].TypeNames);
        Assert.Equal(Shell.Show("$model").Text, Shell.Show("$copy").Text);
    }
}
