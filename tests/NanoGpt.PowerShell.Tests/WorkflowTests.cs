using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NanoGpt.Tests;

/// <summary>Tests that workflows run existing tasks with minimal permissions on every supported platform.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Repository.PathOf(".github/workflows")).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_has_only_read_permissions(string file) =>
        Assert.Equal(["contents: read"], Pairs(Map(Load(file), "permissions")));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_pins_GitHub_actions_to_commits_with_version_comments(string file)
    {
        var actions = Texts(Steps(file), "uses").ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches("^actions/[a-z-]+@[0-9a-f]{40}$", action));
        Assert.Equal(actions.Count, ActionWithVersion().Count(Repository.Read($".github/workflows/{file}")));
    }

    [Fact]
    public void All_workflows_use_the_same_commit_of_an_action()
    {
        var actions = Files.Select(file => file.Data).SelectMany(file => Texts(Steps(file), "uses")).Distinct().ToList();

        Assert.Equal(actions.Select(action => action.Split('@')[0]).Distinct().Count(), actions.Count);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_installs_one_version_of_each_module(string file)
    {
        var lines = Texts(Steps(file), "run").SelectMany(text => text.Split('\n')).Where(line => line.Contains("Install-", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"^Install-(PSResource \w+ -Version|Module \w+ -RequiredVersion) \d+\.\d+\.\d+ ", line));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_runs_existing_build_tasks(string file)
    {
        var tasks = Texts(Steps(file), "run").SelectMany(text => Task().Matches(text)).Select(task => task.Groups[1].Value).ToList();
        var known = ValidateSet().Match(Repository.Read("build.ps1")).Groups[1].Value;

        Assert.NotEmpty(tasks);
        Assert.All(tasks, task => Assert.Contains($"'{task}'", known, StringComparison.Ordinal));
    }

    [Fact]
    public void Tests_run_on_every_supported_system_and_PowerShell_version()
    {
        var matrix = Map(Map(Job("ci.yml", "test"), "strategy"), "matrix");

        Assert.Equal(["windows-latest", "ubuntu-latest", "macos-latest"], Texts(matrix, "os"));
        Assert.Equal(["7.4", "7.6"], Texts(matrix, "powershell"));
        Assert.Equal(
            ["os: windows-latest", "powershell: 5.1"],
            Pairs((YamlMappingNode)Assert.Single((YamlSequenceNode)matrix.Children["include"])));
        Assert.Contains(Steps("ci.yml"), step =>
            Pairs(step).Contains("shell: powershell") && Pairs(step).Contains("if: matrix.powershell == '5.1'"));
    }

    [Fact]
    public void Publishing_requires_a_tag_and_successful_checks_and_tests()
    {
        var push = Map(Map(Load("publish.yml"), "on"), "push");
        var steps = Steps("publish.yml").Select(step => Texts([step], "run").SingleOrDefault() ?? "").ToList();

        Assert.Equal("tags", Assert.Single(push.Children).Key.ToString());
        Assert.Equal(["v*"], Texts(push, "tags"));
        int[] order =
        [
            steps.FindIndex(run => run.Contains("$env:GITHUB_REF_NAME -cne", StringComparison.Ordinal)),
            steps.FindIndex(run => run.Contains("-Task Test", StringComparison.Ordinal)),
            steps.FindIndex(run => run.Contains("-Task Pack", StringComparison.Ordinal)),
            steps.FindIndex(run => run.Contains("Publish-PSResource", StringComparison.Ordinal)),
        ];
        Assert.DoesNotContain(-1, order);
        Assert.Equal(order.Order(), order);
        Assert.Equal("package", Map(Load("publish.yml"), "jobs").Children["publish"]["needs"].ToString());
    }

    [Fact]
    public void The_publishing_job_only_publishes_the_package()
    {
        var job = Job("publish.yml", "publish");
        var steps = Steps(job);
        var upload = Steps(Job("publish.yml", "package"))[^1];

        Assert.Equal("gallery", job.Children["environment"].ToString());
        Assert.Equal(2, steps.Count);
        Assert.StartsWith("actions/upload-artifact@", upload.Children["uses"].ToString(), StringComparison.Ordinal);
        Assert.Equal(["name: package", "path: ${{ env.PACKAGE }}", "if-no-files-found: error"], Pairs(Map(upload, "with")));
        Assert.StartsWith("actions/download-artifact@", steps[0].Children["uses"].ToString(), StringComparison.Ordinal);
        Assert.Equal(["name: package", "path: package"], Pairs(Map(steps[0], "with")));
        Assert.Equal(
            "$package = \"package/NanoGpt.$($env:GITHUB_REF_NAME.Substring(1)).nupkg\"\n"
            + "Publish-PSResource -NupkgPath $package -Repository PSGallery -ApiKey $env:GALLERY_API_KEY\n",
            steps[1].Children["run"].ToString());
    }

    [Fact]
    public void The_published_package_has_the_version_checked_against_the_tag()
    {
        var steps = Steps("publish.yml").Select(step => Texts([step], "run").SingleOrDefault() ?? "").ToList();
        var compare = Assert.Single(steps, run => run.Contains("$env:GITHUB_REF_NAME -cne", StringComparison.Ordinal));

        Assert.Contains("$version = dotnet msbuild src/NanoGpt.PowerShell -getProperty:PackageVersion\n", compare, StringComparison.Ordinal);
        Assert.Contains("if ($env:GITHUB_REF_NAME -cne \"v$version\") { throw ", compare, StringComparison.Ordinal);
        Assert.Contains("Add-Content $env:GITHUB_ENV \"PACKAGE=out/NanoGpt.$version.nupkg\"", compare, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_publishing_step_receives_the_gallery_key()
    {
        Assert.DoesNotContain("secrets.", Repository.Read(".github/workflows/ci.yml"), StringComparison.Ordinal);
        Assert.Single(Secret().Matches(Repository.Read(".github/workflows/publish.yml")));
        Assert.Contains("secrets.", Map(Steps("publish.yml")[^1], "env").ToString(), StringComparison.Ordinal);
    }

    private static YamlMappingNode Load(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read($".github/workflows/{file}")));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static YamlMappingNode Job(string file, string name) => Map(Map(Load(file), "jobs"), name);

    /// <summary>Gets the steps of all jobs in order.</summary>
    private static List<YamlMappingNode> Steps(string file) =>
        [.. Map(Load(file), "jobs").Children.Values.Cast<YamlMappingNode>().SelectMany(Steps)];

    private static List<YamlMappingNode> Steps(YamlMappingNode job) =>
        [.. ((YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>()];

    private static YamlMappingNode Map(YamlMappingNode node, string key) => (YamlMappingNode)node.Children[key];

    private static IEnumerable<string> Texts(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node.Children[key]).Select(text => ((YamlScalarNode)text).Value!);

    private static IEnumerable<string> Texts(IEnumerable<YamlMappingNode> nodes, string key) =>
        from node in nodes where node.Children.ContainsKey(key) select ((YamlScalarNode)node.Children[key]).Value;

    private static IEnumerable<string> Pairs(YamlMappingNode node) => node.Children.Select(pair => $"{pair.Key}: {pair.Value}");

    [GeneratedRegex(@"(?<=^|\n)\./build\.ps1 -Task (\w+)")]
    private static partial Regex Task();

    [GeneratedRegex(@"\[ValidateSet\(([^)]*)\)\]\s*\[string\] \$Task")]
    private static partial Regex ValidateSet();

    [GeneratedRegex(@"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n")]
    private static partial Regex ActionWithVersion();

    [GeneratedRegex(@"secrets\.")]
    private static partial Regex Secret();
}
