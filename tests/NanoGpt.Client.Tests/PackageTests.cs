using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace NanoGpt.Client.Tests;

/// <summary>What stands in the package that goes to the Gallery.</summary>
public sealed class PackageTests(PackageTests.Package package) : IClassFixture<PackageTests.Package>
{
    private static readonly string Version = Manifest.Texts("ModuleVersion")[0];

    [Fact]
    public void It_is_the_staged_module_file_by_file()
    {
        var staged = Repository.PathOf("out/NanoGpt");
        var expected = Directory.GetFiles(staged, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(staged, file).Replace('\\', '/'));

        Assert.Equal(expected.Order(StringComparer.Ordinal), package.ModuleFiles.Order(StringComparer.Ordinal));
        Assert.All(package.ModuleFiles, file =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(staged, file)), package.Bytes(file)));
    }

    [Theory]
    [InlineData("NanoGpt.psd1")]
    [InlineData("NanoGpt.Format.ps1xml")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    [InlineData("icon.png")]
    [InlineData("en-US/NanoGpt.PowerShell.dll-Help.xml")]
    [InlineData("en-US/about_NanoGpt.help.txt")]
    [InlineData("en-US/about_NanoGpt_Credentials.help.txt")]
    [InlineData("Core/NanoGpt.Client.dll")]
    [InlineData("Core/NanoGpt.PowerShell.dll")]
    [InlineData("Desktop/NanoGpt.Client.dll")]
    [InlineData("Desktop/NanoGpt.PowerShell.dll")]
    [InlineData("Desktop/System.Text.Json.dll")]
    public void It_has(string file) => Assert.Contains(file, package.ModuleFiles);

    [Fact]
    public void It_brings_nothing_that_only_building_needs()
    {
        Assert.Equal(2, package.ModuleFiles.Count(file => file.StartsWith("Core/", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.ModuleFiles, file =>
            file.EndsWith(".pdb", StringComparison.Ordinal)
            || file.EndsWith(".deps.json", StringComparison.Ordinal)
            || file.Contains("System.Management.Automation", StringComparison.Ordinal)
            || file.Contains("PowerShellStandard", StringComparison.Ordinal));
    }

    [Fact]
    public void It_says_of_itself_what_the_manifest_says()
    {
        Assert.Equal("NanoGpt", package.Says("id"));
        Assert.Equal(Version, package.Says("version"));
        Assert.Equal(Manifest.Texts("Author")[0], package.Says("authors"));
        Assert.Equal(Manifest.Texts("Description")[0], package.Says("description"));
        Assert.Equal(Manifest.Texts("LicenseUri")[0], package.Says("licenseUrl"));
        Assert.Equal(Manifest.Texts("ProjectUri")[0], package.Says("projectUrl"));
    }

    [Fact]
    public void Its_tags_let_the_gallery_find_it_by_edition_and_by_cmdlet()
    {
        string[] expected =
        [
            "PSModule",
            .. Manifest.Texts("Tags"),
            "PSIncludes_Cmdlet",
            .. CmdletType.All.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet.Name}", $"PSCommand_{cmdlet.Name}" }),
        ];

        Assert.Equal(expected.Order(), package.Says("tags").Split(' ').Order());
    }

    [Fact]
    public void What_is_new_comes_from_the_changelog_which_comes_too()
    {
        var notes = package.Says("releaseNotes");

        Assert.Contains($"## {Version}\n{notes}\n", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", notes, StringComparison.Ordinal);
        Assert.Equal(Repository.Read("CHANGELOG.md"), Encoding.UTF8.GetString(package.Bytes("CHANGELOG.md")));
        Assert.Contains("CHANGELOG.md", Assert.Single(Manifest.Texts("ReleaseNotes")), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_picture_is_a_png_that_the_gallery_finds_at_the_tag()
    {
        Assert.Equal([0x89, .. "PNG\r\n"u8], package.Bytes("icon.png")[..6]);
        Assert.Equal($"https://server.example/someone/nanogpt/raw/v{Version}/icon.png", package.Says("iconUrl"));
    }

    [Fact]
    public void It_is_put_together_as_packages_are()
    {
        var types = XDocument.Parse(Encoding.UTF8.GetString(package.Bytes("[Content_Types].xml"))).Root!.Elements().ToList();
        var declared = types.Select(type => type.Attribute("Extension")?.Value ?? type.Attribute("PartName")?.Value).ToList();
        var relations = XDocument.Parse(Encoding.UTF8.GetString(package.Bytes("_rels/.rels"))).Root!.Elements();

        Assert.All(package.ModuleFiles, file =>
            Assert.True(declared.Contains(Path.GetExtension(file).TrimStart('.')) || declared.Contains("/" + file), file));
        Assert.Contains("/NanoGpt.nuspec", relations.Select(relation => relation.Attribute("Target")!.Value));
    }

    /// <summary>The package, made of the staged module as a workflow on GitHub would.</summary>
    public sealed class Package : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.Package.").FullName;
        private readonly Dictionary<string, byte[]> files = [];
        private XElement metadata = new("metadata");

        /// <summary>What is in it but for what every package has.</summary>
        public IEnumerable<string> ModuleFiles =>
            files.Keys.Where(file => file is not ("NanoGpt.nuspec" or "[Content_Types].xml" or "_rels/.rels")
                && !file.EndsWith(".psmdcp", StringComparison.Ordinal));

        public byte[] Bytes(string file) => files[file];

        public string Says(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

        public async ValueTask InitializeAsync()
        {
            var start = new ProcessStartInfo("dotnet")
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                Environment = { ["GITHUB_SERVER_URL"] = "https://server.example", ["GITHUB_REPOSITORY"] = "someone/nanogpt" },
            };
            string[] arguments =
            [
                "pack", "src/NanoGpt.PowerShell", "--configuration", "Release", "--no-build", "--nologo",
                "-nodeReuse:false", "--output", folder,
            ];
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, output);

            using var archive = ZipFile.OpenRead(Path.Combine(folder, $"NanoGpt.{Version}.nupkg"));
            foreach (var entry in archive.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open()) await stream.CopyToAsync(content);
                files[entry.FullName] = content.ToArray();
            }
            using var nuspec = new MemoryStream(files["NanoGpt.nuspec"]);
            metadata = XDocument.Load(nuspec).Root!.Elements().Single();
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return default;
        }
    }
}
