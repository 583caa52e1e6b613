namespace NanoGpt.Tests.Engine;

/// <summary>Tests the errors and warnings of Compare-NanoGptModel about its input.</summary>
public sealed class CompareInputTests(SandboxFixture sandbox) : CompareTest(sandbox)
{
    private const string NotAModel = "NotAModel,NanoGpt.Cmdlets.CompareNanoGptModelCommand";

    [Theory]
    [InlineData("Compare-NanoGptModel $null $today", "ReferenceObject")]
    [InlineData("Compare-NanoGptModel $today $null", "DifferenceObject")]
    [InlineData("$null | Compare-NanoGptModel $today", "DifferenceObject")]
    public void Null_is_rejected_with_the_parameter_and_the_empty_list(string command, string parameter)
    {
        var error = Shell.Run(command).TerminatingError!;

        Assert.Equal("NullModelList,NanoGpt.Cmdlets.CompareNanoGptModelCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith($"-{parameter} is null", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("@()", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-NanoGptModel ./old.xml $today", @"-ReferenceObject.*'\./old\.xml' \(String\).*Import-Clixml")]
    [InlineData("Compare-NanoGptModel $today ./new.xml", @"-DifferenceObject.*'\./new\.xml'")]
    [InlineData("'./new.xml', './newer.xml' | Compare-NanoGptModel $today", @"-DifferenceObject.*'\./new\.xml'")]
    [InlineData("$list = [Collections.ArrayList]::new(); foreach ($i in 1..10) { $null = $list.Add($list) }; Compare-NanoGptModel (, $list) $today", "-ReferenceObject")]
    public void A_list_without_any_model_is_one_error_and_no_output(string command, string message)
    {
        var result = Shell.Run(command);

        Assert.Equal(NotAModel, result.TerminatingError!.FullyQualifiedErrorId);
        Assert.Matches(message, result.TerminatingError.ToString());
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Each_object_that_is_not_a_model_is_an_error_and_the_models_are_compared()
    {
        var result = Shell.Run("Compare-NanoGptModel (@('text') + $lastWeek) (@($today) + 7 + $null)");

        Assert.Equal(Expected, result.Output.Select(change => change.BaseObject.ToString()));
        Assert.Equal([NotAModel, NotAModel, NotAModel], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.All(result.Errors, error =>
            Assert.Contains("is not a NanoGpt.Model or a deserialized copy of one", error.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_models_with_the_same_id_the_last_is_compared_with_a_warning_for_each_list()
    {
        var result = Shell.Run("$twice = @($lastWeek) + @($today); Compare-NanoGptModel $twice $twice");

        Assert.Empty(result.Output);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Matches("^The reference list.*dear.*same", result.Warnings[0]);
        Assert.Equal(["gone: Removed"], Changes("Compare-NanoGptModel $twice $today"));
    }

    [Fact]
    public void Models_that_contain_themselves_are_compared() =>
        Assert.Empty(Output("""
            $cyclic = [pscustomobject]@{ Id = 'a'; AdditionalProperties = [pscustomobject]@{ self = $null } }
            $cyclic.AdditionalProperties.self = $cyclic
            $list = [Collections.ArrayList]::new()
            foreach ($i in 1..10) { $null = $list.Add($list) }
            $table = @{ Id = 'b'; CostEstimate = $list; Capabilities = $cyclic }
            $table.AdditionalProperties = $table
            Compare-NanoGptModel $cyclic $cyclic
            Compare-NanoGptModel $cyclic, $table $table, $cyclic
            """));
}
