using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Compares the pictures in the README, and their text, with the current output. The Pictures task of the build rewrites both: it
/// sets NANOGPT_WRITE_PICTURES.
/// </summary>
[Collection(nameof(OutputRendering))]
public sealed class PictureTests : EngineTest
{
    private const string Folder = "docs/pictures";

    /// <summary>The size in bytes that a picture must not exceed.</summary>
    private const int MaxSize = 8192;

    /// <summary>The name of each picture, its command, and the script that prepares it.</summary>
    private static readonly Dictionary<string, (string Command, string Preparation)> Pictures = new()
    {
        ["models"] = ("Get-NanoGptModel -Scope Personalized -Detailed", ""),
        ["changes"] = ("Compare-NanoGptModel (Import-Clixml last-week.xml) (Get-NanoGptModel -Detailed)", """
            Disconnect-NanoGpt
            Connect-NanoGpt -BaseUri $baseUri
            $lastWeek = Get-NanoGptModel -Detailed | Where-Object Id -ne openai/gpt-5.2 |
                ForEach-Object { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_, 2)) }
            switch ($lastWeek) {
                { $_.Id -eq 'google/gemini-3.5-flash' } { $_.PromptPrice = 1.25 }
                { $_.Id -eq 'openai/gpt-5.5' } { $_.CompletionPrice = 36 }
                { $_.Id -eq 'x-ai/grok-4.3' } { $_.Capabilities.Reasoning = $false }
            }
            function Import-Clixml { $lastWeek; [pscustomobject]@{ Id = 'openai/gpt-5.1'; PromptPrice = 1.25 } }
            """),
        ["preferences"] = ("Get-NanoGptModelVisibility", ""),
        ["plan"] = ("Compare-NanoGptModelVisibility ./visibility.json -Replace", """
            Export-NanoGptModelVisibility $folder/visibility.json
            $saved = [IO.File]::ReadAllText("$folder/visibility.json")
            [IO.File]::WriteAllText("$folder/visibility.json", $saved.
                Replace('"qwen3.5-omni-plus": false', '"sonar-deep-research": true').
                Replace('"openai/gpt-5.2": true', '"openai/gpt-5.2": false').
                Replace('thinking": "Coding"', 'thinking": "Writing"'))
            $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
            """),
    };

    private readonly OutputRendering rendering = PSStyle.Instance.OutputRendering;
    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.Pictures.").FullName;

    public PictureTests(SandboxFixture sandbox) : base(sandbox)
    {
        Server.Upsert = Upsert.Replace;
        PSStyle.Instance.OutputRendering = OutputRendering.Ansi;
        Shell.Host.HasColors = true;
    }

    public static TheoryData<string> Names { get; } = [.. Pictures.Keys];

    public override void Dispose()
    {
        PSStyle.Instance.OutputRendering = rendering;
        Directory.Delete(folder, recursive: true);
        base.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_and_its_text_in_README_show_the_current_output(string name)
    {
        var output = Show(Pictures[name]);
        var text = TerminalPicture.GetText(output);
        var (title, textInReadme) = FindInReadme(name);
        var picture = TerminalPicture.Create(title, output);
        var path = $"{Folder}/{name}.svg";
        if (Environment.GetEnvironmentVariable("NANOGPT_WRITE_PICTURES") is { Length: > 0 })
        {
            Directory.CreateDirectory(Repository.PathOf(Folder));
            File.WriteAllText(Repository.PathOf(path), picture);
            File.WriteAllText(Repository.PathOf("README.md"), Repository.Read("README.md").Replace(textInReadme, text, StringComparison.Ordinal));
            textInReadme = text;
        }

        Assert.True(picture == Repository.Read(path).ReplaceLineEndings("\n"), $"{path} differs from the current output. To rewrite it, run ./build.sh pictures.");
        Assert.True(text == textInReadme, $"The text of {path} in README.md differs from the current output. To rewrite it, run ./build.sh pictures. The output is:\n{text}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_is_small_and_well_formed(string name)
    {
        var path = Repository.PathOf($"{Folder}/{name}.svg");
        var svg = XDocument.Load(path).Root!;

        Assert.InRange(new FileInfo(path).Length, 1, MaxSize);
        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.NotEmpty(svg.Element(svg.Name.Namespace + "title")!.Value);
        Assert.StartsWith("PS> ", svg.Elements(svg.Name.Namespace + "text").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_picture_is_in_use() =>
        Assert.Equal(Pictures.Keys.Order(), Directory.GetFiles(Repository.PathOf(Folder)).Select(Path.GetFileNameWithoutExtension).Order());

    /// <summary>Runs a command in a terminal of 120 columns, and returns what the terminal shows.</summary>
    private string Show((string Command, string Preparation) picture)
    {
        (Shell["baseUri"], Shell["folder"]) = (Server.BaseUri, folder);
        var saved = Server.GetSaved(Account);
        try
        {
            Assert.Empty(Output(picture.Preparation));
            return $"PS> \e[1m{picture.Command}\e[0m\n{Shell.Show(picture.Command).Text}";
        }
        finally
        {
            Server.Save(Account, saved);
        }
    }

    /// <summary>Finds the alternative text of a picture, and its text in the code block that follows.</summary>
    private static (string Title, string Text) FindInReadme(string name)
    {
        var match = Regex.Match(
            Repository.Read("README.md").ReplaceLineEndings("\n"),
            $@"!\[([^\]]+)\]\({Folder}/{name}\.svg\)\n\n<details><summary>Text</summary>\n\n```powershell\n(.+?)\n```\n</details>\n",
            RegexOptions.Singleline);
        Assert.True(match.Success, $"README.md has no picture {name} with its text.");
        return (match.Groups[1].Value, match.Groups[2].Value);
    }
}
