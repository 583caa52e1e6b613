namespace NanoGpt.Tests.Engine;

/// <summary>Tests Measure-NanoGptModelCost.</summary>
public sealed class MeasureModelCostTests : ModelTest
{
    private const string NotAModel = "NotAModel,NanoGpt.Cmdlets.MeasureNanoGptModelCostCommand";

    private readonly IReadOnlyList<Model> models;

    public MeasureModelCostTests(SandboxFixture sandbox) : base(sandbox)
    {
        ConnectAs(null);
        models = Models("$models = Get-NanoGptModel -Detailed; $models");
    }

    [Theory]
    [InlineData("$models")]
    [InlineData($"$models | {Copy}")]
    public void The_cost_on_each_model_is_its_price_times_the_workload(string list)
    {
        var costs = Costs($"{list} | Measure-NanoGptModelCost -PromptTokens 3000 -CompletionTokens 700 -Requests 11");

        Assert.Equal(
            models.Select(model => (model.Id, model.PromptPrice * 33_000 / 1_000_000, model.CompletionPrice * 7_700 / 1_000_000)),
            costs.Select(cost => (cost.Id, cost.PromptCost, cost.CompletionCost)));
        Assert.All(costs, cost => Assert.Equal(("USD", cost.PromptCost + cost.CompletionCost), (cost.Currency, cost.TotalCost)));
    }

    [Theory]
    [InlineData("1e6 1e6", 15.75)]
    [InlineData("1e6", 1.75)]
    [InlineData("-CompletionTokens 1e6", 14)]
    public void Omitted_tokens_are_zero_and_requests_one(string parameters, decimal total) =>
        Assert.Equal(total, Assert.Single(Costs($"Get-NanoGptModel openai/gpt-5.2 -Detailed | Measure-NanoGptModelCost {parameters}")).TotalCost);

    [Fact]
    public void Models_can_be_specified_by_parameter()
    {
        Assert.Equal(models.Count, Costs("Measure-NanoGptModelCost -InputObject $models -PromptTokens 1").Count);
        Assert.Empty(Costs("Measure-NanoGptModelCost -InputObject @() -PromptTokens 1"));
    }

    [Fact]
    public void Each_cost_is_emitted_when_its_model_arrives()
    {
        var seen = Output("""
            $seen = [Collections.Generic.List[string]]::new()
            $models | ForEach-Object { $seen.Add("in $($_.Id)"); $_ } | Measure-NanoGptModelCost 1 | ForEach-Object { $seen.Add("out $($_.Id)") }
            $seen
            """);

        Assert.Equal(models.SelectMany(model => new[] { $"in {model.Id}", $"out {model.Id}" }), seen.Select(text => text.BaseObject));
    }

    [Fact]
    public void An_unknown_cost_is_null_with_one_warning()
    {
        var result = Shell.Run("$models | Measure-NanoGptModelCost 1000 1000");

        var unknown = models.Where(model => model.PromptPrice is null).Select(model => model.Id).ToList();
        Assert.NotEmpty(unknown);
        Assert.Equal(unknown, result.Output.Select(cost => (ModelCost)cost.BaseObject).Where(cost => cost.TotalCost is null).Select(cost => cost.Id));
        var warning = Assert.Single(result.Warnings);
        Assert.StartsWith($"The cost on {unknown.Count} of {models.Count} models is unknown", warning, StringComparison.Ordinal);
        Assert.Contains("Sort-Object", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("-Detailed", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-NanoGptModel", "Get-NanoGptModel -Detailed.")]
    [InlineData("$models | Where-Object Id -eq auto-model", "The cost on 1 of 1 model is unknown, because its price is unknown. ")]
    public void The_warning_about_unknown_costs_counts_models_and_recommends_details(string list, string text) =>
        Assert.Contains(text, Assert.Single(Shell.Run($"{list} | Measure-NanoGptModelCost 1").Warnings), StringComparison.Ordinal);

    [Fact]
    public void Known_costs_have_no_warning() =>
        Assert.Empty(Shell.Run("$models | Where-Object PromptPrice | Measure-NanoGptModelCost 1000").Warnings);

    [Fact]
    public void Each_object_that_is_not_a_model_is_an_error_and_the_others_are_measured()
    {
        var result = Shell.Run("""
            $objects = 'text', 7, [pscustomobject]@{ Name = "a$([char] 27)[2Jb" }, [pscustomobject]@{ Id = '' }, [pscustomobject]@{ Id = 7 }, $models[0]
            $objects | Measure-NanoGptModelCost 1
            """);

        Assert.Equal([models[0].Id], GetIds(result.Output));
        Assert.Equal(Enumerable.Repeat(NotAModel, 5), result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.StartsWith("'text' (String) is not a NanoGpt.Model", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal("text", result.Errors[0].TargetObject.ToString());
        Assert.All(result.Errors, error => Assert.DoesNotMatch(@"\p{Cc}", error.Exception.Message));
    }

    [Fact]
    public void An_object_that_contains_itself_is_an_error()
    {
        var result = Shell.Run("""
            $table = @{}; $table.self = $table
            $object = [pscustomobject]@{ self = $null }; $object.self = $object
            $list = [Collections.ArrayList]::new(); foreach ($i in 1..10) { $null = $list.Add($list) }
            $table, $object, [pscustomobject]@{ list = $list }, $models[0] | Measure-NanoGptModelCost 1
            """);

        Assert.Equal([models[0].Id], GetIds(result.Output));
        Assert.Equal([NotAModel, NotAModel, NotAModel], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Matches(@"^'self: self: .*' \(Hashtable\) is not a NanoGpt.Model", result.Errors[0].Exception.Message);
    }

    [Fact]
    public void A_cost_that_is_too_large_is_an_error_and_the_others_are_measured()
    {
        var result = Shell.Run("""
            [pscustomobject]@{ Id = 'dear'; PromptPrice = 1e20; CompletionPrice = 1 }, [pscustomobject]@{ Id = 'free'; PromptPrice = 0; CompletionPrice = 0 } |
                Measure-NanoGptModelCost ([long]::MaxValue)
            """);

        var cost = (ModelCost)Assert.Single(result.Output).BaseObject;
        Assert.Equal(("free", 0m), (cost.Id, cost.TotalCost));
        var error = Assert.Single(result.Errors);
        Assert.Equal("CostTooLarge,NanoGpt.Cmdlets.MeasureNanoGptModelCostCommand", error.FullyQualifiedErrorId);
        Assert.Equal("dear", error.TargetObject);
    }

    [Theory]
    [InlineData("-PromptTokens -1", "ParameterArgumentValidationError")]
    [InlineData("-CompletionTokens -1", "ParameterArgumentValidationError")]
    [InlineData("-PromptTokens 1 -Requests -1", "ParameterArgumentValidationError")]
    [InlineData("", "NoTokens")]
    public void Negative_numbers_and_missing_tokens_are_rejected(string parameters, string errorId) =>
        Assert.Equal(errorId, IdOf(Shell.Run($"$models | Measure-NanoGptModelCost {parameters}").TerminatingError!));

    private IReadOnlyList<ModelCost> Costs(string script) => [.. Output(script).Select(cost => (ModelCost)cost.BaseObject)];
}
