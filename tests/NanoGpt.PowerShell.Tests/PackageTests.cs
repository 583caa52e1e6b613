using System.Text;
using System.Xml.Linq;

namespace NanoGpt.Tests;

/// <summary>Tests the package for the PowerShell Gallery.</summary>
public sealed class PackageTests(PackageTests.Package package) : IClassFixture<PackageTests.Package>
{
    private static readonly string Version = Manifest.Version;

    [Fact]
    public void The_package_contains_exactly_the_staged_module()
    {
        var staged = Repository.PathOf("out/NanoGpt");
        var expected = Directory.GetFiles(staged, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(staged, file).Replace('\\', '/'));

        Assert.Equal(expected.Order(StringComparer.Ordinal), package.ModuleFiles.Order(StringComparer.Ordinal));
        Assert.All(package.ModuleFiles, file =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(staged, file)), package.GetBytes(file)));
    }

    [Theory]
    [InlineData("NanoGpt.psd1")]
    [InlineData("NanoGpt.Format.ps1xml")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    [InlineData("THIRD-PARTY-NOTICES.txt")]
    [InlineData("icon.png")]
    [InlineData("en-US/NanoGpt.PowerShell.dll-Help.xml")]
    [InlineData("en-US/about_NanoGpt.help.txt")]
    [InlineData("en-US/about_NanoGpt_Credentials.help.txt")]
    [InlineData("en-US/about_NanoGpt_Visibility.help.txt")]
    [InlineData("Core/NanoGpt.Client.dll")]
    [InlineData("Core/NanoGpt.PowerShell.dll")]
    [InlineData("Desktop/NanoGpt.Client.dll")]
    [InlineData("Desktop/NanoGpt.PowerShell.dll")]
    [InlineData("Desktop/System.Text.Json.dll")]
    [InlineData("Desktop/THIRD-PARTY-NOTICES.txt")]
    public void The_package_contains(string file) => Assert.Contains(file, package.ModuleFiles);

    [Fact]
    public void The_package_contains_no_build_files()
    {
        Assert.Equal(2, package.ModuleFiles.Count(file => file.StartsWith("Core/", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.ModuleFiles, file =>
            file.EndsWith(".pdb", StringComparison.Ordinal)
            || file.EndsWith(".deps.json", StringComparison.Ordinal)
            || file.Contains("System.Management.Automation", StringComparison.Ordinal)
            || file.Contains("PowerShellStandard", StringComparison.Ordinal));
    }

    [Fact]
    public void The_metadata_matches_the_manifest()
    {
        Assert.Equal("NanoGpt", package.GetMetadata("id"));
        Assert.Equal(Version, package.GetMetadata("version"));
        Assert.Equal(Manifest.Texts("Author")[0], package.GetMetadata("authors"));
        Assert.Equal(Manifest.Texts("Description")[0], package.GetMetadata("description"));
        Assert.Equal(Manifest.Texts("LicenseUri")[0], package.GetMetadata("licenseUrl"));
        Assert.Equal(Manifest.Texts("ProjectUri")[0], package.GetMetadata("projectUrl"));
    }

    [Fact]
    public void The_tags_name_the_editions_and_cmdlets()
    {
        string[] expected =
        [
            "PSModule",
            .. Manifest.Texts("Tags"),
            "PSIncludes_Cmdlet",
            .. CmdletType.All.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet.Name}", $"PSCommand_{cmdlet.Name}" }),
        ];

        Assert.Equal(expected.Order(), package.GetMetadata("tags").Split(' ').Order());
    }

    [Fact]
    public void The_release_notes_come_from_the_included_changelog()
    {
        var notes = package.GetMetadata("releaseNotes");

        Assert.Contains($"## {Version}\n{notes}\n", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", notes, StringComparison.Ordinal);
        Assert.Equal(Repository.Read("CHANGELOG.md"), Encoding.UTF8.GetString(package.GetBytes("CHANGELOG.md")));
        Assert.Contains("CHANGELOG.md", Assert.Single(Manifest.Texts("ReleaseNotes")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_icon_is_a_png_at_the_tagged_version()
    {
        Assert.Equal([0x89, .. "PNG\r\n"u8], package.GetBytes("icon.png")[..6]);
        Assert.Equal($"https://server.example/someone/nanogpt/raw/v{Version}/icon.png", package.GetMetadata("iconUrl"));
    }

    [Fact]
    public void The_package_has_a_valid_structure()
    {
        var types = XDocument.Parse(Encoding.UTF8.GetString(package.GetBytes("[Content_Types].xml"))).Root!.Elements().ToList();
        var declared = types.Select(type => type.Attribute("Extension")?.Value ?? type.Attribute("PartName")?.Value).ToList();
        var relations = XDocument.Parse(Encoding.UTF8.GetString(package.GetBytes("_rels/.rels"))).Root!.Elements();

        Assert.All(package.ModuleFiles, file =>
            Assert.True(declared.Contains(Path.GetExtension(file).TrimStart('.')) || declared.Contains("/" + file), file));
        Assert.Contains("/NanoGpt.nuspec", relations.Select(relation => relation.Attribute("Target")!.Value));
    }

    [Fact]
    public async Task Packing_again_replaces_the_package()
    {
        using var copy = new PackingCopy();
        await copy.PackAsync();
        copy.Replace("LICENSE", "MIT License", "MIT Licence");
        File.WriteAllText(copy.PathOf("src/NanoGpt.PowerShell/en-US/about_Added.help.txt"), "added");
        File.Delete(copy.PathOf("src/NanoGpt.PowerShell/en-US/about_NanoGpt_Credentials.help.txt"));

        await copy.PackAsync();

        var staged = copy.PathOf("out/NanoGpt");
        var files = copy.ReadPackage(Manifest.Version);
        Assert.Equal(
            Directory.GetFiles(staged, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(staged, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
            GetModuleFiles(files).Order(StringComparer.Ordinal));
        Assert.All(GetModuleFiles(files), file => Assert.Equal(File.ReadAllBytes(Path.Combine(staged, file)), files[file]));
        Assert.StartsWith("MIT Licence", Encoding.UTF8.GetString(files["LICENSE"]), StringComparison.Ordinal);
        Assert.Contains("en-US/about_Added.help.txt", files.Keys);
        Assert.DoesNotContain("en-US/about_NanoGpt_Credentials.help.txt", files.Keys);
    }

    [Theory]
    [InlineData("beta1")]
    [InlineData("-beta1")]
    public async Task The_version_includes_the_prerelease_label(string label)
    {
        using var copy = new PackingCopy();
        var version = $"{Manifest.Texts("ModuleVersion")[0]}-beta1";
        copy.Replace("NanoGpt.psd1", "ReleaseNotes = '", $"Prerelease = '{label}'\n            ReleaseNotes = '");
        copy.Replace("CHANGELOG.md", $"## {Manifest.Version}\n", $"## {version}\nThe notes of the preview.\n\n## {Manifest.Version}\n");

        await copy.PackAsync();

        Assert.Equal([$"NanoGpt.{version}.nupkg"], copy.Packages);
        var metadata = GetMetadata(copy.ReadPackage(version));
        Assert.Equal(version, Value(metadata, "version"));
        Assert.Equal("The notes of the preview.", Value(metadata, "releaseNotes"));
        Assert.EndsWith($"/raw/v{version}/icon.png", Value(metadata, "iconUrl"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> GetModuleFiles(Dictionary<string, byte[]> files) =>
        files.Keys.Where(file => file is not ("NanoGpt.nuspec" or "[Content_Types].xml" or "_rels/.rels")
            && !file.EndsWith(".psmdcp", StringComparison.Ordinal));

    private static XElement GetMetadata(Dictionary<string, byte[]> files)
    {
        using var nuspec = new MemoryStream(files["NanoGpt.nuspec"]);
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    private static string Value(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    /// <summary>The package of the staged module, created as in a GitHub workflow.</summary>
    public sealed class Package : IAsyncLifetime
    {
        private Dictionary<string, byte[]> files = [];
        private XElement metadata = new("metadata");

        /// <summary>Gets the files of the module, without the parts that every package has.</summary>
        public IEnumerable<string> ModuleFiles => GetModuleFiles(files);

        public byte[] GetBytes(string file) => files[file];

        public string GetMetadata(string name) => Value(metadata, name);

        public async ValueTask InitializeAsync()
        {
            using var copy = new PackingCopy();
            await copy.PackAsync();
            files = copy.ReadPackage(Version);
            metadata = PackageTests.GetMetadata(files);
        }

        public ValueTask DisposeAsync() => default;
    }
}
