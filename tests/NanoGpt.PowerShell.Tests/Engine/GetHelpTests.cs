using System.Text.RegularExpressions;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests what Get-Help finds and displays.</summary>
public sealed class GetHelpTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [MemberData(nameof(HelpTests.Names), MemberType = typeof(HelpTests))]
    public void The_help_of_a_cmdlet_is_found(string cmdlet)
    {
        var values = Output(
            "$help = Get-Help $args[0]; $help.Synopsis; $help.description[0].Text; @($help.examples.example).Count; @($help.relatedLinks.navigationLink)[0].uri", cmdlet);

        Assert.Collection(values.Select(value => value.BaseObject),
            synopsis => Assert.DoesNotContain(cmdlet, (string)synopsis, StringComparison.OrdinalIgnoreCase),
            description => Assert.NotEmpty((string)description),
            examples => Assert.InRange((int)examples, 3, 9),
            // The address for -Online.
            address => Assert.StartsWith("https://", (string)address, StringComparison.Ordinal));
    }

    [Fact]
    public void An_example_has_its_title_command_and_description()
    {
        var text = Shell.Show("Get-Help Get-NanoGptModel -Examples").Text;

        Assert.Matches(
            @"(?m)^ +Example 2: List the models of the account with prices and limits\s+Get-NanoGptModel -Scope Personalized -Detailed\s+The personalized list needs an API key\.\s*$",
            text);
        Assert.DoesNotMatch(@"```|\{\{", text);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_paragraph_is_wrapped_at_the_width_of_the_screen(int width)
    {
        Shell.Host.Width = width;

        var description = Regex.Match(Shell.Show("Get-Help Set-NanoGptModelVisibility -Full").Text, @"\nDESCRIPTION\n(.+?)\n\S", RegexOptions.Singleline);

        Assert.True(description.Success);
        var paragraphs = Regex.Split(description.Groups[1].Value.TrimEnd(), @"\n *\n").Select(paragraph => paragraph.Split('\n'));
        Assert.Contains(paragraphs, lines => lines.Length > 1);
        Assert.All(paragraphs, lines => Assert.All(lines.Zip(lines.Skip(1)), pair =>
            // A line may end only if the next word does not fit. The console does not use its last column.
            Assert.InRange($"{pair.First.TrimEnd()} {pair.Second.Trim().Split(' ')[0]}".Length, width - 1, int.MaxValue)));
    }

    [Fact]
    public void A_parameter_has_its_type_and_default()
    {
        var text = Shell.Show("Get-Help Connect-NanoGpt -Parameter TimeoutSec").Text;

        Assert.Contains("-TimeoutSec <System.Int32>", text, StringComparison.Ordinal);
        Assert.Matches("Default value +100", text);
    }

    [Theory]
    [MemberData(nameof(HelpTests.Topics), MemberType = typeof(HelpTests))]
    public void An_about_topic_is_found(string file)
    {
        var topic = file.Split('.')[0];

        Assert.Matches($@"^TOPIC\s+{topic}\s", Assert.Single(Output("Get-Help $args[0]", topic)).ToString());
    }
}
