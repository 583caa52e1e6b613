namespace NanoGpt.Tests.Engine;

/// <summary>Tests the table of changes, and that text of the service in it is sanitized.</summary>
public sealed class ModelChangeViewTests(SandboxFixture sandbox) : CompareTest(sandbox)
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_percentage_is_first(int width)
    {
        Shell.Host.Width = width;

        var lines = Lines("Compare-NanoGptModel $lastWeek $today");

        Assert.Matches("^ +Change +Property, before -> after +Id$", lines[0]);
        Assert.Collection(lines.Skip(2),
            line => Assert.Matches("^ +added +new$", line),
            line => Assert.Matches("^ removed +gone$", line),
            line => Assert.Matches(@"^ +\+25\.0% +CompletionPrice 2\.000 -> 2\.500 +dear$", line),
            line => Assert.Matches("^ changed +Vision yes -> no +dear$", line),
            line => Assert.Matches(@"^ \+150\.0% +ContextLength 400,000 -> 1,000,000 +dear$", line));
    }

    [Fact]
    public void A_decrease_and_an_unknown_price_are_shown()
    {
        List("free", """{"id":"same","created":1765411200,"owned_by":"o","name":"Same","pricing":{"prompt":0.05}}""");

        var lines = Lines("Compare-NanoGptModel $lastWeek $free -Property *Price");

        Assert.Contains(lines, line => line.StartsWith("  -50.0% PromptPrice 0.100 -> 0.050 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(" changed CompletionPrice 0.300 -> unknown ", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_the_service_is_sanitized_in_the_table_and_in_warnings_only()
    {
        const string hostile = "same\e[2J";
        List("unsafe", $$$"""{"id":{{{Quote(hostile)}}},"name":"n"}""", $$$"""{"id":"same","name":{{{Quote("n\e]0;x\a")}}},"pricing":{"currency":{{{Quote("\e[2J")}}}}}""");

        Assert.All(Lines("Compare-NanoGptModel $lastWeek $unsafe"), line => Assert.DoesNotMatch(@"\p{Cc}", line));
        Assert.Contains(hostile, Ids("Compare-NanoGptModel $lastWeek $unsafe"));
        var warnings = Shell.Run("Compare-NanoGptModel (@($unsafe) + $unsafe) $lastWeek").Warnings;
        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.DoesNotMatch(@"\p{Cc}", warning));
    }
}
