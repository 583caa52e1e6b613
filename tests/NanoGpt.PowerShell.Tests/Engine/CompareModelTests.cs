namespace NanoGpt.Tests.Engine;

/// <summary>Tests the changes that Compare-NanoGptModel finds.</summary>
public sealed class CompareModelTests(SandboxFixture sandbox) : CompareTest(sandbox)
{
    [Theory]
    [InlineData("$lastWeek")]
    [InlineData($"($lastWeek | {Copy})")]
    public void Models_that_were_added_removed_or_changed_are_returned(string reference)
    {
        var result = Shell.Run($"Compare-NanoGptModel {reference} $today");

        Assert.Empty(result.Warnings);
        var changes = result.Output.Select(change => (ModelChange)change.BaseObject).ToList();
        Assert.Equal(Expected, changes.Select(change => change.ToString()));
        Assert.Equal((ModelChangeKind.Changed, 2m, 2.5m, 25m), (changes[2].Change, changes[2].Before, changes[2].After, changes[2].Percent));
        Assert.Equal((true, false, null), (changes[3].Before, changes[3].After, changes[3].Percent));
    }

    [Theory]
    [InlineData("$models $models")]
    [InlineData("$models $copies")]
    [InlineData("$copies $models")]
    public void A_list_and_its_copy_have_no_changes(string lists)
    {
        ConnectAs(null);

        var result = Shell.Run($"$models = Get-NanoGptModel -Detailed; $copies = $models | {Copy}; $copies.Count; Compare-NanoGptModel {lists}");

        Assert.Equal([35], result.Output.Select(value => value.BaseObject));
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_newer_list_can_come_from_the_pipeline() => Assert.Equal(Expected, Changes("$today | Compare-NanoGptModel $lastWeek"));

    [Theory]
    [InlineData("Compare-NanoGptModel @() $today", "Added")]
    [InlineData("Compare-NanoGptModel $today @()", "Removed")]
    [InlineData("@() | Compare-NanoGptModel $today", "Removed")]
    public void An_empty_list_adds_or_removes_every_model(string script, string change) =>
        Assert.Equal([change, change, change], Output(script).Select(value => value.Properties["Change"].Value.ToString()));

    [Fact]
    public void Empty_lists_have_no_changes() => Assert.Empty(Output("Compare-NanoGptModel @() @()"));

    [Fact]
    public void Ids_are_compared_case_sensitively() =>
        Assert.Equal(["A: Added", "a: Removed"], Changes("Compare-NanoGptModel ([pscustomobject]@{ Id = 'a' }) ([pscustomobject]@{ Id = 'A' })"));

    [Fact]
    public void A_basic_and_a_detailed_list_are_compared_by_their_common_properties_with_a_warning()
    {
        ConnectToList("""{"id":"dear","created":1765411200,"owned_by":"another"}""", """{"id":"same","created":1765411200,"owned_by":"o"}""");
        Output("$basic = Get-NanoGptModel");

        Assert.All(["$basic", $"($basic | {Copy})"], reference =>
        {
            var result = Shell.Run($"Compare-NanoGptModel {reference} $today");
            Assert.Equal(["new: Added", "dear: OwnedBy another -> o"], result.Output.Select(change => change.BaseObject.ToString()));
            Assert.Matches("Created and OwnedBy.*Get-NanoGptModel -Detailed", Assert.Single(result.Warnings));
        });
    }

    [Fact]
    public void Values_that_a_copy_lost_are_not_changes()
    {
        var result = Shell.Run("""
            $shallow = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($lastWeek, 1))
            Compare-NanoGptModel $shallow $today
            """);

        Assert.Equal(Expected.Where(change => !change.Contains("Vision", StringComparison.Ordinal)), result.Output.Select(change => change.BaseObject.ToString()));
        Assert.Matches(@"not compared.*Architecture, Capabilities, .*Pricing, Subscription\.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Rounding_differences_from_an_older_copy_are_not_changes() =>
        Assert.Empty(Output("""
            $old = [pscustomobject]@{ Id = 'dear'; PromptPrice = 0.49299999999999994d; CompletionPrice = 2.5000000000000004d }
            Compare-NanoGptModel $old ($today | Where-Object Id -EQ dear) -Property *Price
            """));
}
