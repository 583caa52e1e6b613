using System.Management.Automation;
using System.Text.RegularExpressions;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the colors of the views. <c>$PSStyle</c> belongs to the process, so no other test runs at the same time.</summary>
[Collection(nameof(OutputRendering))]
[CollectionDefinition(nameof(OutputRendering), DisableParallelization = true)]
public sealed partial class ColorTests : EngineTest
{
    private const string Escape = "\e";
    private const string Green = "\e[32m";
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    /// <summary>As long as the longest ids of the service.</summary>
    private const string LongId = "owner/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-preview:max";

    private readonly OutputRendering rendering = PSStyle.Instance.OutputRendering;

    public ColorTests(SandboxFixture sandbox) : base(sandbox)
    {
        Shell.Host.HasColors = true;
        Shell["changes"] = Output(Compare(
            $"{Model("removed", "PromptPrice = 1")}, {Model(LongId, "PromptPrice = 1; CompletionPrice = 5; ContextLength = 1")}",
            $"{Model("added", "PromptPrice = 1")}, {Model(LongId, "PromptPrice = 3; CompletionPrice = 4; ContextLength = 1000")}"));
        Shell["plan"] = new[]
        {
            Change(new ModelVisibility(LongId, true, null), false, "A category that is wrapped"),
            Change(new ModelVisibility("b", null, "Coding"), false, "A category that is wrapped"),
        };
        Shell["preferences"] = new[]
        {
            new ModelVisibility(LongId, false, "A category that is truncated"),
            new ModelVisibility("shown", true, "Coding"),
        };
    }

    public override void Dispose()
    {
        PSStyle.Instance.OutputRendering = rendering;
        base.Dispose();
    }

    [Theory]
    [InlineData("", "", Green, "added")]
    [InlineData("", null, Red, "removed")]
    [InlineData("PromptPrice = 2", "PromptPrice = 3", Red, "+50.0%")]
    [InlineData("CompletionPrice = 2", "CompletionPrice = 1", Green, "-50.0%")]
    [InlineData("PromptPrice = 0", "PromptPrice = 1", Red, "changed")]
    [InlineData("PromptPrice = 1; ContextLength = 1", "PromptPrice = $null; ContextLength = 1", Yellow, "changed")]
    [InlineData("Pricing = [pscustomobject]@{ Prompt = 1 }", "Pricing = [pscustomobject]@{ Prompt = 2 }", Red, "+100.0%")]
    [InlineData("ContextLength = 2", "ContextLength = 3", Yellow, "+50.0%")]
    [InlineData("Name = 'a'", "Name = 'b'", Yellow, "changed")]
    public void The_color_of_a_change_shows_its_meaning(string before, string? after, string color, string text)
    {
        var (reference, difference) = text switch
        {
            "added" => ("", Model("m", "")),
            "removed" => (Model("m", ""), ""),
            _ => (Model("m", before), Model("m", after!)),
        };

        Assert.Contains($"{color}{text}{Reset}", Show(Compare(reference, difference)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true, null, Green, "visible: not saved -> true")]
    [InlineData(null, "a", null, null, Red, "category: a -> none")]
    [InlineData(true, "a", null, "a", Yellow, "visible: true -> not saved")]
    [InlineData(true, null, false, null, Yellow, "visible: true -> false")]
    public void The_color_of_a_visibility_change_shows_its_meaning(
        bool? visible, string? category, bool? newVisible, string? newCategory, string color, string text)
    {
        Shell["change"] = Change(new ModelVisibility("m", visible, category), newVisible, newCategory);

        Assert.Contains($"{color}{text}{Reset}", Show("$change"), StringComparison.Ordinal);
        Assert.Contains($"{color}{text}{Reset}", Show(Copy("$change")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_hidden_entries_are_dimmed()
    {
        var lines = Show("$preferences").Split('\n');

        Assert.StartsWith($"{Dim}no{Reset}      {Dim}{LongId}{Reset} {Dim}A category", Assert.Single(lines, line => line.Contains(LongId, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(lines, line => Regex.IsMatch(line, "^yes +shown +Coding *$"));
    }

    [Theory]
    [InlineData("$changes", 80)]
    [InlineData("$changes", 120)]
    [InlineData("$plan", 80)]
    [InlineData("$plan", 120)]
    [InlineData("$preferences", 80)]
    [InlineData("$preferences", 120)]
    public void Colors_do_not_affect_widths_alignment_wrapping_and_truncation(string objects, int width)
    {
        Shell.Host.Width = width;
        var (colored, plain) = (Show(objects), Show(objects, OutputRendering.PlainText));

        Assert.Contains(Escape, colored, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, plain, StringComparison.Ordinal);
        Assert.Equal(Lines(plain), Lines(ColorSequence().Replace(colored, "")));
        Assert.Equal(Show(objects), Show(Copy(objects)));
    }

    [Fact]
    public void Redirected_output_of_the_process_has_no_colors_by_default()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "The output of the test process is a terminal.");

        // PowerShell colors the headings nevertheless.
        Assert.All(Show("$changes; $plan; $preferences", OutputRendering.Host).Split('\n').Where(line => !line.Contains("[32;1m", StringComparison.Ordinal)), line =>
            Assert.DoesNotContain(Escape, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_the_service_cannot_add_colors()
    {
        Shell["hidden"] = new ModelVisibility("a\e[7mb", false, "\e]0;x\a");
        var text = Show("$hidden") + Show(Compare("", Model("c\e[7md", "")));

        Assert.DoesNotContain(Escape, ColorSequence().Replace(text, ""), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[7m", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$changes")]
    [InlineData("$plan")]
    [InlineData("$preferences")]
    public void Objects_and_their_copies_contain_no_colors(string objects)
    {
        PSStyle.Instance.OutputRendering = OutputRendering.Ansi;

        Assert.All(Output($"{objects} | ForEach-Object {{ $_.PSObject.Properties.Value; [Management.Automation.PSSerializer]::Serialize($_) }}"), value =>
        {
            Assert.DoesNotContain(Escape, $"{value}", StringComparison.Ordinal);
            Assert.DoesNotContain("_x001B_", $"{value}", StringComparison.Ordinal);
        });
    }

    private string Show(string script, OutputRendering output = OutputRendering.Ansi)
    {
        PSStyle.Instance.OutputRendering = output;
        return Shell.Show(script).Text;
    }

    private static ModelVisibilityChange Change(ModelVisibility before, bool? visible, string? category) => new(before, visible, category);

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd());

    private static string Model(string id, string properties) => $"[pscustomobject]@{{ Id = \"{id}\"; {properties} }}";

    private static string Compare(string before, string after) => $"Compare-NanoGptModel @({before}) @({after})";

    private static string Copy(string objects) =>
        $"{objects} | ForEach-Object {{ [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) }}";

    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex ColorSequence();
}
