namespace NanoGpt.Tests.Engine;

/// <summary>Tests <c>-Change</c> of Compare-NanoGptModel.</summary>
public sealed class ModelChangeTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Theory]
    [InlineData("", "new: Added", "gone: Removed", "same: PromptPrice 1 -> 2")]
    [InlineData("-Change Added", "new: Added")]
    [InlineData("-Change removed", "gone: Removed")]
    [InlineData("-Change Changed", "same: PromptPrice 1 -> 2")]
    [InlineData("-Change Changed, Added", "new: Added", "same: PromptPrice 1 -> 2")]
    public void Change_selects_the_kinds_of_changes(string change, params string[] expected)
    {
        var changes = Output($$"""
            Compare-NanoGptModel {{change}} @(
                [pscustomobject]@{ Id = 'gone'; PromptPrice = 1 }
                [pscustomobject]@{ Id = 'same'; PromptPrice = 1 }) @(
                [pscustomobject]@{ Id = 'same'; PromptPrice = 2 }
                [pscustomobject]@{ Id = 'new'; PromptPrice = 1 })
            """);

        Assert.Equal(expected, changes.Select(found => $"{found}"));
    }

    [Fact]
    public void Higher_prices_of_visible_models_are_found_in_a_list_of_all_models()
    {
        Connect(Shell);
        var result = Shell.Run("""
            $all = Get-NanoGptModel -Detailed | ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 2)) }
            foreach ($model in $all) { if ($model.Id -in 'openai/gpt-5.5', 'anthropic/claude-haiku-latest') { $model.CompletionPrice -= 1 } }
            Get-NanoGptModel -Scope Personalized -Detailed | Compare-NanoGptModel $all -Property *Price -Change Changed | Where-Object { $_.After -gt $_.Before }
            """);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        var change = Assert.Single(result.Output);
        Assert.Equal(("openai/gpt-5.5", "CompletionPrice"), (change.Properties["Id"].Value, change.Properties["Property"].Value));
    }

    [Theory]
    [InlineData("Added")]
    [InlineData("Removed")]
    public void Properties_that_are_not_compared_cause_no_warning(string change)
    {
        var result = Shell.Run("Get-NanoGptModel | Compare-NanoGptModel (Get-NanoGptModel -Detailed) -Property AdditionalProperties.x -Change $args[0]", change);

        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Change_completes_the_kinds() =>
        Assert.Equal(["Added", "Changed", "Removed"], Shell.Complete("Compare-NanoGptModel -Change ").Select(completion => completion.CompletionText).Order());

    [Fact]
    public void An_unknown_kind_is_an_error() =>
        Assert.Equal("CannotConvertArgumentNoMessage", IdOf(Error("Compare-NanoGptModel @() @() -Change Renamed")));
}
