using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests that the cmdlets and links in the README exist.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Text = Repository.Read("README.md");

    [Fact]
    public void The_table_lists_exactly_the_cmdlets() =>
        Assert.Equal(
            CmdletType.All.Select(cmdlet => cmdlet.Name).Order(),
            CmdletRow().Matches(Text).Select(row => row.Groups[1].Value).Order());

    [Fact]
    public void Every_relative_link_has_a_target()
    {
        var links = RelativeLink().Matches(Text).Select(link => link.Groups[1].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Repository.PathOf(link)), link));
    }

    [GeneratedRegex(@"^\| `(\w+-\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex CmdletRow();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)")]
    private static partial Regex RelativeLink();
}
