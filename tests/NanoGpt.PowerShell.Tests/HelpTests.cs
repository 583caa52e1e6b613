using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace NanoGpt.Tests;

/// <summary>
/// Tests that the help pages under docs/en-US match the cmdlet metadata, and that the shipped help, which PlatyPS generates,
/// matches both. If a test fails, correct the page and run ./build.ps1 -Task Help.
/// </summary>
public sealed partial class HelpTests
{
    private const string ShippedCommands = "src/NanoGpt.PowerShell/en-US";

    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly XElement Help = Repository.ReadXml($"{ShippedCommands}/NanoGpt.PowerShell.dll-Help.xml").Root!;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(Uri)] = "uri",
        [typeof(System.Security.SecureString)] = "securestring",
        [typeof(PSObject)] = "psobject",
    };

    public static TheoryData<string> Names { get; } = [.. CmdletType.All.Select(cmdlet => cmdlet.Name)];

    public static TheoryData<string> Topics { get; } =
        [.. Directory.GetFiles(Repository.PathOf(ShippedCommands), "about_*.help.txt").Select(file => Path.GetFileName(file))];

    [Fact]
    public void Every_cmdlet_and_only_cmdlets_have_a_page_and_help()
    {
        var cmdlets = CmdletType.All.Select(cmdlet => cmdlet.Name).Order().ToList();

        Assert.Equal(cmdlets, HelpPage.Names.Order());
        Assert.Equal(cmdlets, Help.Elements().Select(Name).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_documents_the_parameters_of_its_cmdlet(string name)
    {
        var page = new HelpPage(name);

        Assert.Equal(
            CmdletParameter.GetParameters(Cmdlet(name)).Select(parameter => string.Join(" | ", GetFacts(parameter))),
            page.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Select(parameter => string.Join(" | ", GetFacts(parameter.Name, parameter.Properties))));
    }

    [Fact]
    public void Every_capability_is_documented()
    {
        var text = new HelpPage("Get-NanoGptModel").Parameters.Single(parameter => parameter.Name == "Capability").Text;

        Assert.All(typeof(ModelCapabilities).GetProperties().Where(property => property.PropertyType == typeof(bool?)),
            capability => Assert.Contains(capability.Name, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_syntax_in_a_page_matches_the_cmdlet(string name)
    {
        var cmdlet = Cmdlet(name);
        var page = new HelpPage(name);

        Assert.Equal(GetParameterSets(cmdlet).Order(), page.Syntax.Select(set => set.Heading).Order());
        Assert.All(page.Syntax, set =>
        {
            var line = Regex.Replace(set.Body.Trim('`', '\n'), @"\s+", " ");
            Assert.StartsWith(name, line, StringComparison.Ordinal);
            Assert.Equal(
                GetParametersInSet(cmdlet, SetName(set.Heading)).Select(parameter => Syntax(parameter, SetName(set.Heading))).Order(),
                SyntaxPart().Matches(line[name.Length..]).Select(part => part.Value).Order());
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_every_section(string name)
    {
        var page = new HelpPage(name);
        var outputs = CmdletType.GetAttribute<OutputTypeAttribute>(Cmdlet(name).Type)!.ConstructorArguments
            .SelectMany(argument => argument.Value is IEnumerable<System.Reflection.CustomAttributeTypedArgument> types
                ? types.Select(type => (Type)type.Value!)
                : [])
            .Where(type => type != typeof(void)).Select(type => type.FullName);

        Assert.False(page.HasPlaceholders);
        Assert.All([page.Synopsis, page.Description, page.Notes], Assert.NotEmpty);
        Assert.All(page.Parameters, parameter => Assert.NotEmpty(parameter.Text));
        Assert.All(page.Inputs.Concat(page.Outputs), type => Assert.NotEmpty(type.Body));
        Assert.Equal(outputs, page.Outputs.Select(output => output.Heading).Where(type => type != "None"));
        Assert.Equal(
            CmdletParameter.GetParameters(Cmdlet(name)).Any(parameter => parameter.Places.Any(place => place.TakesPipeline || place.TakesProperty)),
            page.Inputs.Any(input => input.Heading != "None"));
        Assert.InRange(page.Examples.Count, 3, 9);
        Assert.All(page.Examples, (example, index) =>
        {
            Assert.StartsWith($"Example {index + 1}: ", example.Title, StringComparison.Ordinal);
            Assert.Contains(name, string.Concat(page.Examples.Select(one => one.Code)), StringComparison.Ordinal);
            // The line fits a terminal with 80 columns.
            Assert.All(example.Code.Split('\n'), line => Assert.InRange(line.Length, 0, 76));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_links_to_the_website_and_related_cmdlets(string name)
    {
        var page = new HelpPage(name);

        Assert.Equal(name, HelpPage.Scalar(page.Header, "title"));
        Assert.Equal("NanoGpt.PowerShell.dll-Help.xml", HelpPage.Scalar(page.Header, "external help file"));
        Assert.Equal(Uri.UriSchemeHttps, new Uri(HelpPage.Scalar(page.Header, "HelpUri")).Scheme);
        Assert.NotEmpty(page.Links);
        Assert.All(page.Links, link =>
            Assert.True(File.Exists(Repository.PathOf(Path.Combine("docs/en-US", link.Target))), link.Target));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shipped_help_has_the_parameters_of_the_cmdlet(string name)
    {
        var cmdlet = Cmdlet(name);
        var help = Help.Elements().Single(command => Name(command) == name);
        var page = new HelpPage(name);

        Assert.Equal(
            CmdletParameter.GetParameters(cmdlet).Select(parameter => string.Join(" | ", GetMamlFacts(parameter))),
            help.Elements(Command + "parameters").Elements().OrderBy(parameter => Text(parameter, Maml + "name"), StringComparer.Ordinal)
                .Select(parameter => string.Join(" | ", GetMamlFacts(parameter))));
        Assert.Equal(
            page.Syntax.Select(set => string.Join(' ', GetParametersInSet(cmdlet, SetName(set.Heading)).Select(parameter =>
                (parameter.Name, IsRequired(parameter, SetName(set.Heading)))).Order())),
            help.Element(Command + "syntax")!.Elements().Select(set => string.Join(' ', set.Elements(Command + "parameter").Select(parameter =>
                (Text(parameter, Maml + "name"), parameter.Attribute("required")!.Value == "true")).Order())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shipped_help_has_the_text_of_the_page(string name)
    {
        var help = Help.Elements().Single(command => Name(command) == name);
        var page = new HelpPage(name);

        Assert.Equal(Words(page.Synopsis), Words(help.Element(Command + "details")!.Element(Maml + "description")!));
        Assert.Equal(Words(page.Description), Words(help.Element(Maml + "description")!));
        Assert.Equal(Words(page.Notes), Words(help.Element(Maml + "alertSet")!));
        Assert.Equal(
            page.Parameters.Select(parameter => (parameter.Name, Words(parameter.Text))).Order(),
            help.Elements(Command + "parameters").Elements().Select(parameter =>
                (Text(parameter, Maml + "name"), Words(parameter.Element(Maml + "description")!))).Order());
        Assert.Equal(
            page.Examples.Select(example => (example.Title, example.Code, Words(example.Text))),
            help.Element(Command + "examples")!.Elements().Select(example =>
                (Text(example, Maml + "title"), Text(example, Dev + "code"), Words(example.Element(Dev + "remarks")!))));
        Assert.Equal(page.Inputs.Select(input => (input.Heading, Words(input.Body))), Types(help.Element(Command + "inputTypes")!));
        Assert.Equal(page.Outputs.Select(output => (output.Heading, Words(output.Body))), Types(help.Element(Command + "returnValues")!));
        Assert.Equal(
            [("Online Version", HelpPage.Scalar(page.Header, "HelpUri")), .. page.Links.Select(link => (link.Text, ""))],
            help.Element(Command + "relatedLinks")!.Elements().Select(link => (Text(link, Maml + "linkText"), Text(link, Maml + "uri"))));
    }

    /// <summary>Get-Help keeps line breaks, so only a paragraph without them wraps at the width of the terminal.</summary>
    [Fact]
    public void A_paragraph_has_no_line_break() =>
        Assert.All(Help.Descendants(Maml + "para"), paragraph => Assert.DoesNotContain('\n', paragraph.Value));

    [Theory]
    [MemberData(nameof(Topics))]
    public void An_about_topic_fits_the_screen_and_names_existing_cmdlets(string topic)
    {
        var text = Repository.Read($"{ShippedCommands}/{topic}");
        var cmdlets = CmdletType.All.Select(cmdlet => cmdlet.Name).ToList();

        Assert.StartsWith($"TOPIC\n    {topic.Split('.')[0]}\n\nSHORT DESCRIPTION\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 79));
        Assert.All(CmdletName().Matches(text).Select(cmdlet => cmdlet.Value), cmdlet => Assert.Contains(cmdlet, cmdlets));
    }

    [Fact]
    public void About_topics_exist_for_the_module_and_its_subjects() =>
        Assert.Equal(
            ["about_NanoGpt.help.txt", "about_NanoGpt_Account.help.txt", "about_NanoGpt_Catalogs.help.txt", "about_NanoGpt_Credentials.help.txt", "about_NanoGpt_Visibility.help.txt"],
            Topics.Select(topic => topic.Data).Order(StringComparer.Ordinal));

    private static CmdletType Cmdlet(string name) => CmdletType.All.Single(cmdlet => cmdlet.Name == name);

    private static IEnumerable<string> GetFacts(CmdletParameter parameter) =>
    [
        parameter.Name, parameter.TypeName, $"default {parameter.Default}", $"wildcards {parameter.TakesWildcards}",
        $"aliases {string.Join(' ', parameter.Aliases)}", $"accepts {string.Join(' ', parameter.AcceptedValues)}",
        .. parameter.Places.Select(place =>
            $"{place.Set} {place.Position} {place.IsRequired} {place.TakesPipeline} {place.TakesProperty}").Order(),
    ];

    private static IEnumerable<string> GetFacts(string name, YamlMappingNode page)
    {
        bool Says(YamlMappingNode node, string key) => bool.Parse(HelpPage.Scalar(node, key));

        return
        [
            name, HelpPage.Scalar(page, "Type"), $"default {HelpPage.Scalar(page, "DefaultValue")}",
            $"wildcards {Says(page, "SupportsWildcards")}", $"aliases {string.Join(' ', HelpPage.Scalars(page, "Aliases"))}",
            $"accepts {string.Join(' ', HelpPage.Scalars(page, "AcceptedValues"))}",
            .. ((YamlSequenceNode)page.Children["ParameterSets"]).Cast<YamlMappingNode>().Select(set =>
                $"{HelpPage.Scalar(set, "Name")} {HelpPage.Scalar(set, "Position")} {Says(set, "IsRequired")} {Says(set, "ValueFromPipeline")} {Says(set, "ValueFromPipelineByPropertyName")}").Order(),
        ];
    }

    private static IEnumerable<string> GetMamlFacts(CmdletParameter parameter)
    {
        string[] pipeline =
        [
            .. parameter.Places.Any(place => place.TakesPipeline) ? ["ByValue"] : Array.Empty<string>(),
            .. parameter.Places.Any(place => place.TakesProperty) ? ["ByPropertyName"] : Array.Empty<string>(),
        ];
        return
        [
            parameter.Name, parameter.TypeName, parameter.Default, $"required {parameter.Places.Any(place => place.IsRequired)}",
            $"globbing {parameter.TakesWildcards}", pipeline.Length == 0 ? "false" : $"true ({string.Join(", ", pipeline)})",
            parameter.Places[0].Position, parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases),
        ];
    }

    private static IEnumerable<string> GetMamlFacts(XElement parameter)
    {
        string Says(string attribute) => parameter.Attribute(attribute)!.Value;

        return
        [
            Text(parameter, Maml + "name"), Text(parameter.Element(Dev + "type")!, Maml + "name"), Text(parameter, Dev + "defaultValue"),
            $"required {bool.Parse(Says("required"))}", $"globbing {bool.Parse(Says("globbing"))}",
            Says("pipelineInput"), Says("position"), Says("aliases"),
        ];
    }

    /// <summary>Gets the parameter sets by their headings in a page.</summary>
    private static IEnumerable<string> GetParameterSets(CmdletType cmdlet)
    {
        var named = CmdletParameter.GetParameters(cmdlet).SelectMany(parameter => parameter.Places).Select(place => place.Set)
            .Where(set => set != ParameterPlace.All).Distinct().ToList();
        if (named.Count == 0) return ["__AllParameterSets"];
        return named.Select(set => set == cmdlet.DefaultParameterSet ? $"{set} (Default)" : set);
    }

    private static string SetName(string heading) => heading.Replace(" (Default)", "", StringComparison.Ordinal);

    private static IEnumerable<CmdletParameter> GetParametersInSet(CmdletType cmdlet, string set) =>
        CmdletParameter.GetParameters(cmdlet).Where(parameter => parameter.Places.Any(place => place.Set is ParameterPlace.All || place.Set == set));

    private static bool IsRequired(CmdletParameter parameter, string set) => Place(parameter, set).IsRequired;

    private static ParameterPlace Place(CmdletParameter parameter, string set) =>
        parameter.Places.Single(place => place.Set is ParameterPlace.All || place.Set == set);

    private static string Syntax(CmdletParameter parameter, string set)
    {
        var place = Place(parameter, set);
        var element = parameter.Type.GetElementType() ?? parameter.Type;
        var type = Keywords.GetValueOrDefault(element, element.Name) + (parameter.Type.IsArray ? "[]" : "");
        var name = place.Position == ParameterPlace.Named ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        var both = parameter.IsSwitch ? name : $"{name} <{type}>";
        return place.IsRequired ? both : $"[{both}]";
    }

    private static string Name(XElement command) => Text(command.Element(Command + "details")!, Command + "name");

    private static string Text(XElement element, XName child) => element.Element(child)!.Value;

    private static string Words(XElement element) =>
        Words(string.Join(' ', element.Descendants(Maml + "para").Select(paragraph => paragraph.Value)));

    private static string Words(string text) => Regex.Replace(text, @"\s+", " ").Trim();

    private static IEnumerable<(string, string)> Types(XElement types) =>
        types.Elements().Select(type => (Text(type.Element(Dev + "type")!, Maml + "name"), Words(type.Element(Maml + "description")!)));

    [GeneratedRegex(@"\[\[-\w+\] <[^>]+>\]|\[-\w+ <[^>]+>\]|\[-\w+\] <[^>]+>|\[-\w+\]|-\w+ <[^>]+>")]
    private static partial Regex SyntaxPart();

    [GeneratedRegex(@"\b[A-Z][a-z]+-NanoGpt[A-Za-z]*")]
    private static partial Regex CmdletName();
}
