namespace NanoGpt.Tests.Engine;

/// <summary>Tests the properties of the models that Get-NanoGptModel emits, as scripts read them.</summary>
public sealed class ModelOutputTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    private const string Basic = "NanoGpt.Model#Basic";

    [Theory]
    [InlineData("", true)]
    [InlineData("-Detailed", false)]
    [InlineData("-Search gpt", false)]
    [InlineData("-Capability Vision", false)]
    public void Only_basic_models_have_the_type_name_of_the_basic_view(string parameters, bool isBasic)
    {
        var models = Output($"Get-NanoGptModel {parameters}");

        Assert.NotEmpty(models);
        Assert.All(models, model =>
        {
            Assert.IsType<Model>(model.BaseObject);
            Assert.Equal(isBasic, model.TypeNames.Contains(Basic));
        });
        Assert.Equal(isBasic ? "" : "detailed=true", Assert.Single(Server.Requests).Query);
    }

    [Fact]
    public void A_basic_model_has_no_details()
    {
        var model = Assert.Single(Models("Get-NanoGptModel openai/gpt-5.5"));

        Assert.Equal(("openai/gpt-5.5", "openai", null, null), (model.Id, model.OwnedBy, model.Name, model.PromptPrice));
    }

    [Fact]
    public void A_detailed_model_has_names_prices_limits_and_capabilities()
    {
        var model = Assert.Single(Models("Get-NanoGptModel openai/gpt-5.5 -Detailed"));

        Assert.Equal(("GPT 5.5", 1_000_000, 5m, 30m), (model.Name, model.ContextLength, model.PromptPrice, model.CompletionPrice));
        Assert.Equal(DateTimeKind.Utc, model.Created!.Value.Kind);
        Assert.Equal((true, true), (model.Capabilities!.Vision, model.Subscription!.Included));
        Assert.Equal(new Uri(Server.BaseUri, "icons/OpenAI.svg"), model.IconUrl);
    }

    [Theory]
    [InlineData("sonar-deep-research", nameof(Model.MaxOutputTokens))]
    [InlineData("auto-model", nameof(Model.PromptPrice))]
    public void A_property_that_the_service_did_not_specify_is_null(string id, string property)
    {
        ConnectAs(null);

        var values = Output("$model = Get-NanoGptModel $args[0] -Detailed; $model.Id; $null -eq $model.($args[1])", id, property);

        Assert.Equal([id, true], values.Select(value => value.BaseObject));
    }

    [Theory]
    [InlineData("$model.AdditionalProperties.knowledge_cutoff", "2025-01")]
    [InlineData("$model.Capabilities.AdditionalProperties.web_search", true)]
    public void An_unknown_property_is_read_as_an_additional_property(string expression, object value) =>
        Assert.Equal(value, Assert.Single(Output($"$model = Get-NanoGptModel google/gemini-3.5-flash -Detailed; {expression}")).BaseObject);

    [Fact]
    public void A_price_equals_its_decimal_text_without_binary_rounding_errors()
    {
        ConnectAs(null);

        var models = Output("Get-NanoGptModel abacusai/Dracarys-72B-Instruct -Detailed | Where-Object { $_.PromptPrice -eq 0.493 -and $_.PromptPrice -le 0.493 }");

        Assert.Equal(0.493m, ((Model)Assert.Single(models).BaseObject).PromptPrice);
    }
}
