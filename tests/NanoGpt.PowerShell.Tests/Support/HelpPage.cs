using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace NanoGpt.Tests;

/// <summary>A help page under docs/en-US in the PlatyPS schema.</summary>
internal sealed partial class HelpPage
{
    private readonly string text;

    public HelpPage(string name) => text = Repository.Read($"docs/en-US/{name}.md");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Repository.PathOf("docs/en-US"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file));

    public YamlMappingNode Header => Yaml(HeaderBlock().Match(text).Groups[1].Value);

    public string Synopsis => Section("SYNOPSIS");

    public string Description => Section("DESCRIPTION");

    public string Notes => Section("NOTES");

    /// <summary>Gets the heading and syntax of each parameter set.</summary>
    public IReadOnlyList<(string Heading, string Body)> Syntax => GetParts("SYNTAX");

    public IReadOnlyList<(string Heading, string Body)> Inputs => GetParts("INPUTS");

    public IReadOnlyList<(string Heading, string Body)> Outputs => GetParts("OUTPUTS");

    /// <summary>Gets the title, text, and code of each example.</summary>
    public IReadOnlyList<(string Title, string Text, string Code)> Examples =>
    [
        .. GetParts("EXAMPLES").Select(part => (
            part.Heading, Code().Replace(part.Body, "").Trim(), Code().Match(part.Body).Groups[1].Value)),
    ];

    public IEnumerable<(string Text, string Target)> Links =>
        Link().Matches(Section("RELATED LINKS")).Select(link => (link.Groups[1].Value, link.Groups[2].Value));

    /// <summary>Gets the name, text, and properties of each parameter.</summary>
    public IReadOnlyList<(string Name, string Text, YamlMappingNode Properties)> Parameters =>
    [
        .. from part in GetParts("PARAMETERS")
           where part.Heading != "CommonParameters"
           let yaml = YamlBlock().Match(part.Body)
           select (part.Heading.TrimStart('-'), part.Body[..yaml.Index].Trim(), Yaml(yaml.Groups[1].Value)),
    ];

    public bool HasPlaceholders => text.Contains("{{", StringComparison.Ordinal);

    public static string Scalar(YamlMappingNode node, string key) => ((YamlScalarNode)node.Children[key]).Value!;

    public static IEnumerable<string> Scalars(YamlMappingNode node, string key) =>
        ((YamlSequenceNode)node.Children[key]).Select(value => ((YamlScalarNode)value).Value!);

    private string Section(string name)
    {
        var section = Regex.Match(text, $@"^## {name}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(section.Success, $"There is no {name}.");
        return section.Groups[1].Value.Trim();
    }

    private List<(string Heading, string Body)> GetParts(string section) =>
        [.. Part().Matches(Section(section)).Select(part => (part.Groups[1].Value, part.Groups[2].Value.Trim()))];

    private static YamlMappingNode Yaml(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"\A---\n(.*?)\n---\n", RegexOptions.Singleline)]
    private static partial Regex HeaderBlock();

    [GeneratedRegex(@"^### ([^\n]+)\n(.*?)(?=^### |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex(@"```powershell\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"```yaml\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"^- \[([^\]]+)\]\(([^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
