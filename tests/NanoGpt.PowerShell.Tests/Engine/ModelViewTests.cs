using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the tables of models.</summary>
public sealed class ModelViewTests : ModelTest
{
    private const char Ellipsis = '…';

    public ModelViewTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(Accounts.Payer);

    [Fact]
    public void A_basic_model_has_id_date_and_owner()
    {
        var lines = Lines("Get-NanoGptModel openai/gpt-5.5");

        Assert.Matches("^Id +Created +OwnedBy$", lines[0]);
        Assert.Matches(@"^openai/gpt-5\.5 +2026-04-23 +openai$", lines[2]);
    }

    [Fact]
    public void A_detailed_model_has_prices_limits_and_capabilities()
    {
        var lines = Lines("Get-NanoGptModel openai/gpt-5.5 -Detailed");

        Assert.Matches(@"^Id +In \$/M +Out \$/M +Context +Sub +MaxOutput +Capabilities$", lines[0]);
        Assert.Matches($@"^openai/gpt-5\.5 +4\.500 +27\.000 +1,000,000 yes +128,000 Vision Reason Tools Json{Ellipsis}$", lines[2]);
    }

    [Theory]
    [InlineData("", "^Id +Created +OwnedBy$")]
    [InlineData("-Detailed", @"^Id +In \$/M +Out \$/M +Context$")]
    public void No_heading_or_value_is_truncated_at_80_columns(string parameters, string heading)
    {
        Shell.Host.Width = 80;

        var lines = Lines($"Get-NanoGptModel {parameters}");

        Assert.Matches(heading, lines[0]);
        Assert.All(lines, line => Assert.DoesNotContain(Ellipsis, line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Detailed")]
    public void Each_model_is_on_one_line_at_120_columns(string parameters)
    {
        var lines = Lines($"Get-NanoGptModel {parameters}");

        Assert.Equal(Ids("Get-NanoGptModel"), lines.Skip(2).Select(line => line.Split(' ')[0]));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Theory]
    [InlineData(9_999_999, "9,999,999")]
    [InlineData(10_000_000, "10000000")]
    [InlineData(999_999_999, "999999999")]
    public void A_number_of_tokens_is_complete(int count, string text)
    {
        Output("$model = [pscustomobject]@{ PSTypeName = 'Deserialized.NanoGpt.Model'; Id = 'a'; ContextLength = $args[0]; MaxOutputTokens = $args[0] }", count);

        Assert.EndsWith($" {text}", Shell.Show("$model").Text.TrimEnd(), StringComparison.Ordinal);
        Assert.Matches($" {text} +{text}$", Lines("$model")[2]);
        Shell.Host.Width = 80;
        Assert.EndsWith($" {text}", Lines("$model")[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("In $/M")]
    [InlineData("Out $/M")]
    [InlineData("Context")]
    [InlineData("MaxOutput")]
    public void Numbers_are_aligned_right_under_their_heading(string heading)
    {
        var lines = Lines("Get-NanoGptModel -Detailed");
        var end = lines[0].IndexOf(heading, StringComparison.Ordinal) + heading.Length;

        Assert.All(lines.Skip(2).Select(line => line.PadRight(end + 1)), line => Assert.Matches(@"^[\d ] $", line.Substring(end - 1, 2)));
        Assert.Contains(lines.Skip(2), line => line.Length >= end && char.IsDigit(line[end - 1]));
    }

    [Fact]
    public void A_price_is_rounded() => Assert.Contains(" 0.444 ", Lines("Get-NanoGptModel abacusai/Dracarys-72B-Instruct -Detailed")[2], StringComparison.Ordinal);

    [Fact]
    public void An_unknown_price_is_empty() =>
        Assert.Matches(@"^auto-model {60,}\d", Lines("Get-NanoGptModel auto-model -Detailed")[2]);

    // The first has another calendar; the second has other separators.
    [Theory]
    [InlineData("th-TH")]
    [InlineData("fi-FI")]
    public void A_date_has_the_same_format_in_each_culture(string culture) =>
        Assert.Contains(" 2026-05-19 ", Lines("[cultureinfo]::CurrentCulture = $args[0]; Get-NanoGptModel google/gemini-3.5-flash", culture)[2], StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("-Detailed")]
    public void An_id_longer_than_any_of_the_service_keeps_its_end(string parameters)
    {
        var name = new string('x', 60);
        ConnectToIds($"{name}-low", $"{name}-max");

        var ids = Lines($"Get-NanoGptModel {parameters}").Skip(2).Select(line => line.Split(' ')[0]);

        Assert.Equal([$"{Ellipsis}{name[..48]}-low", $"{Ellipsis}{name[..48]}-max"], ids);
    }
}
