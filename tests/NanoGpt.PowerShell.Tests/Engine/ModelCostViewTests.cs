namespace NanoGpt.Tests.Engine;

/// <summary>Tests the table of costs.</summary>
public sealed class ModelCostViewTests : ModelTest
{
    public ModelCostViewTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(null);

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_total_is_first_and_an_unknown_cost_is_shown(int width)
    {
        Shell.Host.Width = width;

        var lines = Lines("Get-NanoGptModel auto-model, openai/gpt-5.2 -Detailed | Measure-NanoGptModelCost 1000000 2500 -WarningAction Ignore");

        Assert.Matches(@"^ +Total \$ +Prompt \$ +Completion \$ Id$", lines[0]);
        Assert.Matches(@"^ +unknown +unknown +unknown auto-model$", lines[2]);
        Assert.Matches(@"^ +1\.785000 +1\.750000 +0\.035000 openai/gpt-5\.2$", lines[3]);
    }

    [Fact]
    public void A_large_amount_is_rounded_to_the_cent() =>
        Assert.Matches(@"^ +1,750,000\.00 +1,750,000\.00 +0\.000000 openai", Lines("Get-NanoGptModel openai/gpt-5.2 -Detailed | Measure-NanoGptModelCost 1e6 -Requests 1e6")[2]);
}
