using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests that the manifest matches the assemblies.</summary>
public sealed class ManifestTests
{
    [Fact]
    public void The_manifest_exports_every_cmdlet_by_name_and_nothing_else()
    {
        Assert.Equal(CmdletType.All.Select(cmdlet => cmdlet.Name).Order(), Manifest.Texts("CmdletsToExport").Order());
        Assert.NotEmpty(CmdletType.All);
        string[] others = ["FunctionsToExport", "VariablesToExport", "AliasesToExport"];
        Assert.All(others, key => Assert.Empty(Manifest.Texts(key)));
    }

    [Theory]
    [InlineData("CmdletsToExport")]
    [InlineData("FormatsToProcess")]
    [InlineData("TypesToProcess")]
    [InlineData("RootModule")]
    public void The_manifest_has_no_wildcards(string key)
    {
        Assert.NotEmpty(Manifest.Texts(key));
        Assert.All(Manifest.Texts(key), text => Assert.DoesNotContain('*', text));
    }

    [Fact]
    public void The_module_has_a_folder_for_each_edition()
    {
        var root = Assert.Single(Manifest.Texts("RootModule"));
        var editions = Manifest.Texts("CompatiblePSEditions");
        Assert.Equal(["Core", "Desktop"], editions.Order());
        Assert.All(editions, edition =>
            Assert.True(File.Exists(Repository.PathOf($"out/NanoGpt/{root.Replace("$PSEdition", edition, StringComparison.Ordinal)}"))));
        Assert.Equal(["5.1"], Manifest.Texts("PowerShellVersion"));
    }

    [Fact]
    public void The_types_file_names_the_loaded_assembly() => Assert.Equal(Manifest.Texts("RootModule"), Manifest.Texts("RequiredAssemblies"));

    [Theory]
    [InlineData(typeof(NanoGptClient))]
    [InlineData(typeof(Session))]
    public void The_manifest_and_assembly_versions_are_equal(Type type) =>
        Assert.Equal([type.Assembly.GetName().Version!.ToString(3)], Manifest.Texts("ModuleVersion"));

    [Theory]
    [InlineData("GUID")]
    [InlineData("Author")]
    [InlineData("CompanyName")]
    [InlineData("Copyright")]
    [InlineData("Description")]
    [InlineData("Tags")]
    [InlineData("LicenseUri")]
    [InlineData("ProjectUri")]
    public void The_manifest_has_the_properties_the_gallery_requires(string key)
    {
        Assert.NotEmpty(Manifest.Texts(key));
        Assert.All(Manifest.Texts(key), text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    [Fact]
    public void Gallery_properties_are_well_formed()
    {
        Assert.NotEqual(Guid.Empty, Guid.Parse(Manifest.Texts("GUID")[0]));
        Assert.All(["LicenseUri", "ProjectUri"], key => Assert.Equal("https", new Uri(Manifest.Texts(key)[0]).Scheme));
        Assert.All(Manifest.Texts("Tags"), tag => Assert.DoesNotContain(' ', tag));
        Assert.Contains("PSEdition_Core", Manifest.Texts("Tags"));
        Assert.Contains("PSEdition_Desktop", Manifest.Texts("Tags"));
    }

    [Fact]
    public void Release_notes_summarize_this_version_and_link_the_changelog()
    {
        var notes = Assert.Single(Manifest.Texts("ReleaseNotes"));

        Assert.Matches($@"^Version {Regex.Escape(Manifest.Texts("ModuleVersion")[0])} .{{40,}}\. .*CHANGELOG\.md", notes);
        Assert.InRange(notes.Length, 1, 250);
    }

    [Fact]
    public void Every_file_in_the_manifest_exists() =>
        Assert.All(Manifest.Texts("FormatsToProcess").Concat(Manifest.Texts("TypesToProcess")), file =>
            Assert.True(File.Exists(Repository.PathOf($"src/NanoGpt.PowerShell/Formatting/{file}")), file));
}
