using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how Get-NanoGptModel selects models by id.</summary>
public sealed class ModelIdTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [InlineData("OPENAI/gpt-5.5", "openai/gpt-5.5")]
    [InlineData("zai-org/glm-4.5-air:THINKING", "zai-org/GLM-4.5-Air:thinking")]
    [InlineData("openai/gpt-5.?", "openai/gpt-5.5")]
    [InlineData("X-AI/[fg]*", "x-ai/grok-4.3")]
    public void An_id_or_wildcard_ignores_case(string id, string expected) => Assert.Equal([expected], Ids("Get-NanoGptModel $args[0]", id));

    [Fact]
    public void Several_ids_and_wildcards_select_each_model_once_in_the_order_of_the_list()
    {
        var expected = Ids("Get-NanoGptModel").Where(id => id.StartsWith("x-ai/", StringComparison.Ordinal) || id == "deepseek/deepseek-v4-flash");

        Assert.Equal(expected, Ids("Get-NanoGptModel x-ai/grok-4.3, 'x-ai/*', deepseek/deepseek-v4-flash"));
    }

    [Theory]
    [InlineData("$models.Id | Get-NanoGptModel")]
    [InlineData("$models | Get-NanoGptModel -Detailed")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($models)) | Get-NanoGptModel")]
    [InlineData("$models.ForEach{ [pscustomobject]@{ Id = $_.Id } } | Get-NanoGptModel")]
    public void Ids_from_the_pipeline_are_selected_with_one_request(string script)
    {
        ConnectAs(Accounts.Payer);
        var ids = Ids("$models = Get-NanoGptModel; $models");
        Server.ClearRequests();

        Assert.Equal(ids, Ids(script));

        Assert.Single(Server.Requests);
    }

    [Fact]
    public void An_empty_pipeline_selects_nothing_without_a_request()
    {
        Assert.Empty(Output("@() | Get-NanoGptModel"));

        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Each_missing_id_is_an_error_and_the_others_are_emitted()
    {
        var result = Shell.Run("Get-NanoGptModel openai/gpt-5.5, openai/gpt-5.55, no-such-model");

        Assert.Null(result.TerminatingError);
        Assert.Equal(["openai/gpt-5.5"], GetIds(result.Output));
        Assert.Equal([ModelNotFound, ModelNotFound], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Equal(["openai/gpt-5.55", "no-such-model"], result.Errors.Select(error => error.TargetObject));
        Assert.All(result.Errors, error => Assert.Equal("ObjectNotFound", error.CategoryInfo.Category.ToString()));
        Assert.Matches("'openai/gpt-5.55'.*canonical.*Did you mean openai/gpt-5.5", result.Errors[0].Exception.Message);
        Assert.Contains("'no-such-model'", result.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-*")]
    [InlineData("n?ne")]
    [InlineData("[xyz]nope")]
    public void A_wildcard_without_matches_is_not_an_error(string id) => Assert.Empty(Output("Get-NanoGptModel $args[0]", id));

    [Theory]
    [InlineData("model[1]", "model[1]")]
    [InlineData("OPEN[", "open[")]
    [InlineData("a]b", "a]b")]
    [InlineData("model[12]", "model1")]
    public void Text_with_a_bracket_is_an_id_if_one_matches_and_a_wildcard_otherwise(string id, string expected)
    {
        ConnectToIds("model1", "model[1]", "open[", "a]b");

        Assert.Equal([expected], Ids("Get-NanoGptModel $args[0]", id));
    }

    [Fact]
    public void Ids_with_brackets_select_themselves_in_a_pipeline()
    {
        ConnectToIds("model1", "model[1]", "open[", "a]b");

        Assert.Equal(["model1", "model[1]", "open[", "a]b"], Ids("Get-NanoGptModel | Get-NanoGptModel"));
    }

    [Fact]
    public void Text_with_a_bracket_that_is_not_a_wildcard_is_a_missing_id() =>
        Assert.Equal(ModelNotFound, Error("Get-NanoGptModel 'nope['").FullyQualifiedErrorId);

    [Theory]
    [InlineData("Get-NanoGptModel ''")]
    [InlineData("Get-NanoGptModel -Search ''")]
    public void Empty_text_is_rejected_at_binding(string command)
    {
        Assert.Equal("ParameterArgumentValidationError", IdOf(Error(command)));

        Assert.Empty(Server.Requests);
    }
}
