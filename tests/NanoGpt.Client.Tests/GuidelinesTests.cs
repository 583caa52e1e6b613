using System.Text.RegularExpressions;

namespace NanoGpt.Client.Tests;

/// <summary>What docs/guidelines.md says is complete, and what it names is there.</summary>
public sealed partial class GuidelinesTests
{
    private static readonly string Text = Repository.Read("docs/guidelines.md");

    [Fact]
    public void It_goes_through_every_guideline()
    {
        string[] expected =
        [
            "RC01", "RC02", "RC03", "RC04", "RC05", "RC06", "RC07", "RD01", "RD02", "RD03", "RD04", "RD05", "RD06",
            "SC01", "SC02", "SC03", "SC04", "SD01", "SD02", "SD03", "SD04", "SD05",
        ];

        Assert.Equal(expected, Row().Matches(Text).Select(row => row.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public void It_names_files_and_tests_that_are()
    {
        string[] folders = ["src/NanoGpt.PowerShell", "tests"];
        var files = folders
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Append(Repository.PathOf("NanoGpt.psd1"))
            .Select(file => file.Replace('\\', '/')).ToList();
        var named = Named().Matches(Text).Select(name => name.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(files, file =>
            file.EndsWith($"/{name}", StringComparison.Ordinal) || file.EndsWith($"/{name}.cs", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^\| ([RS][CD]\d\d) ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`((?:[\w-]+/)?[\w.-]+\.(?:cs|ps1|psd1|ps1xml|xml)|\w+Tests)`")]
    private static partial Regex Named();
}
