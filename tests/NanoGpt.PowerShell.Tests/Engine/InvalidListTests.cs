namespace NanoGpt.Tests.Engine;

/// <summary>Tests the warnings of Get-NanoGptModel about a list with invalid entries or values.</summary>
public sealed class InvalidListTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Fact]
    public void An_empty_list_has_no_models_and_no_warning()
    {
        ConnectToList();

        var result = Shell.Run("Get-NanoGptModel -OwnedBy openai -Capability Vision");

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Entries_without_an_id_are_skipped_with_one_warning()
    {
        ConnectToList("""{"id":"a"}""", """{"owned_by":"b"}""", "null", """{"id":""}""", "7", """{"id":"c"}""");

        var result = Shell.Run("Get-NanoGptModel");

        Assert.Equal(["a", "c"], GetIds(result.Output));
        Assert.Equal(["4 entries in the list have no id and were skipped."], result.Warnings);
    }

    [Fact]
    public void Counts_of_one_are_singular()
    {
        ConnectToList("""{"id":"a","context_length":"a lot"}""", """{"owned_by":"b"}""");

        var result = Shell.Run("Get-NanoGptModel -Verbose");

        Assert.Equal("1 entry in the list has no id and was skipped.", result.Warnings[0]);
        Assert.StartsWith("1 model has an invalid value", result.Warnings[1], StringComparison.Ordinal);
        Assert.Contains(", 1 model, ", Assert.Single(result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_values_are_kept_as_additional_properties_with_one_warning()
    {
        ConnectToList("""{"id":"a","context_length":"a lot","pricing":{"prompt":{"x":1},"completion":2}}""", """{"id":"b","created":"soon"}""");

        var result = Shell.Run(
            "$model = (Get-NanoGptModel)[0]; $null -eq $model.ContextLength; $model.CompletionPrice; $model.AdditionalProperties['context_length']; $model.AdditionalProperties['pricing.prompt'].x");

        Assert.Equal([true, 2m, "a lot", 1L], result.Output.Select(value => value.BaseObject));
        Assert.StartsWith("2 models have an invalid value.", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
