using System.Management.Automation;
using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests that docs/guidelines.md lists exactly the deviations that the cmdlet metadata shows.</summary>
public sealed partial class GuidelinesTests
{
    private static readonly string Text = Repository.Read("docs/guidelines.md");

    [Fact]
    public void Rows_start_with_the_id_of_a_guideline_and_have_a_deviation_and_a_reason()
    {
        var rows = Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(@"^\| (?:RD0[1-6]|RC0[1-7]|SD0[1-5]|SC0[1-4]) \S[^|]* \| \S.* \| \S.* \|$", row));
    }

    [Fact]
    public void Confirmation_row_lists_the_cmdlets_that_change_something_without_ShouldProcess()
    {
        string[] readOnlyVerbs = [VerbsCommon.Get, VerbsData.Compare, VerbsDiagnostic.Measure];

        AssertListed("RD04 confirmation", CmdletType.All
            .Where(cmdlet => !readOnlyVerbs.Contains(cmdlet.Verb) && !cmdlet.SupportsShouldProcess).Select(cmdlet => cmdlet.Name));
    }

    [Fact]
    public void Parameter_name_row_lists_the_plural_names() =>
        AssertListed("SD03 singular parameter names", Parameters()
            .Select(parameter => parameter.Name).Where(name => PluralName().IsMatch(name)));

    [Fact]
    public void Switch_row_lists_the_Boolean_parameters() =>
        AssertListed("SD03 switches instead of Booleans", Parameters()
            .Where(parameter => (Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type) == typeof(bool)).Select(parameter => parameter.Name));

    [Fact]
    public void Path_row_lists_the_paths_that_are_not_arrays() =>
        AssertListed("SC01 arrays of paths", Parameters()
            .Where(parameter => parameter.Name is "Path" or "LiteralPath" && !parameter.Type.IsArray).Select(parameter => parameter.Name));

    [Fact]
    public void Wildcard_row_lists_the_cmdlets_whose_ids_are_literal() =>
        AssertListed("SC01 wildcards", CmdletType.All
            .Where(cmdlet => CmdletParameter.GetParameters(cmdlet).Any(parameter => parameter is { Name: "Id", TakesWildcards: false }))
            .Select(cmdlet => cmdlet.Name));

    [Fact]
    public void Pipeline_row_lists_the_cmdlets_without_pipeline_input() =>
        AssertListed("SC02 pipeline input", CmdletType.All
            .Where(cmdlet => !CmdletParameter.GetParameters(cmdlet).Any(parameter => parameter.Places.Any(place => place.TakesPipeline || place.TakesProperty)))
            .Select(cmdlet => cmdlet.Name));

    [Fact]
    public void Named_test_classes_exist()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
        var named = TestClass().Matches(Text).Select(name => name.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, files));
    }

    private static IEnumerable<CmdletParameter> Parameters() => CmdletType.All.SelectMany(CmdletParameter.GetParameters);

    /// <summary>Asserts that the deviation of a row names exactly these cmdlets or parameters.</summary>
    private static void AssertListed(string guideline, IEnumerable<string> expected)
    {
        var row = Assert.Single(Text.Split('\n'), line => line.StartsWith($"| {guideline} |", StringComparison.Ordinal));
        var deviation = row.Split('|')[2];

        Assert.Equal(expected.Distinct().Order(), CmdletOrParameter().Matches(deviation).Select(name => name.Groups[1].Value).Order());
    }

    [GeneratedRegex("[^s]s$")]
    private static partial Regex PluralName();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`(\w[\w-]*)`")]
    private static partial Regex CmdletOrParameter();
}
