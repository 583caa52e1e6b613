using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests that the shipped notices cover the shipped third-party assemblies.</summary>
public sealed partial class ThirdPartyNoticesTests
{
    private static readonly string Notices = Repository.Read("out/NanoGpt/THIRD-PARTY-NOTICES.txt");

    [Fact]
    public void The_notices_name_each_staged_assembly_and_its_version()
    {
        var shipped = Directory.GetFiles(Repository.PathOf("out/NanoGpt"), "*.dll", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("NanoGpt.", StringComparison.Ordinal))
            .Select(file => $"{Path.GetFileName(file)} {ProductVersion(file)}");

        var named = AssemblyRow().Matches(Notices).Select(row => $"{row.Groups["file"].Value} {row.Groups["version"].Value}");

        Assert.Equal(shipped.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_notices_contain_the_license_and_copyright_notices()
    {
        Assert.Contains("Copyright (c) .NET Foundation and Contributors", Notices, StringComparison.Ordinal);
        Assert.Contains("The above copyright notice and this permission notice shall be included", Notices, StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(Repository.PathOf("out/NanoGpt/Desktop"), "*.dll")
                .Select(file => FileVersionInfo.GetVersionInfo(file))
                .Where(file => !file.OriginalFilename!.StartsWith("NanoGpt.", StringComparison.Ordinal)),
            file => Assert.Contains(file.CompanyName!, Notices, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_notices_are_shipped_with_their_assemblies()
    {
        const string Path = "Desktop/THIRD-PARTY-NOTICES.txt";

        Assert.Contains(Path, Notices, StringComparison.Ordinal);
        Assert.StartsWith(".NET Runtime uses third-party libraries", Repository.Read($"out/NanoGpt/{Path}"), StringComparison.Ordinal);
    }

    private static string ProductVersion(string file) => FileVersionInfo.GetVersionInfo(file).ProductVersion!.Split('+')[0];

    [GeneratedRegex(@"^(?<file>\S+\.dll) +(?<version>\S+) +MIT$", RegexOptions.Multiline)]
    private static partial Regex AssemblyRow();
}
