using System.Diagnostics;
using System.IO.Compression;

namespace NanoGpt.Tests;

/// <summary>A copy of the repository files that packing requires, which tests can change without affecting other tests.</summary>
internal sealed class PackingCopy : IDisposable
{
    private static readonly string[] RootFiles =
    [
        "Directory.Build.props", "Directory.Packages.props", "global.json",
        "NanoGpt.psd1", "CHANGELOG.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "icon.png",
    ];

    private readonly string root = Directory.CreateTempSubdirectory("NanoGpt.Package.").FullName;

    public PackingCopy()
    {
        var sources = Directory.GetFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file));
        foreach (var file in RootFiles.Concat(sources))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Repository.PathOf(file), PathOf(file));
        }
    }

    public string PathOf(string path) => Path.Combine(root, path);

    /// <summary>Replaces text in a file and keeps its last write time.</summary>
    public void Replace(string path, string oldText, string newText)
    {
        var time = File.GetLastWriteTimeUtc(PathOf(path));
        var text = File.ReadAllText(PathOf(path));
        Assert.Contains(oldText, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf(path), text.Replace(oldText, newText, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(PathOf(path), time);
    }

    /// <summary>Stages and packs the built assemblies, as the GitHub workflow does.</summary>
    public async Task PackAsync()
    {
        string[] arguments =
        [
            "msbuild", "src/NanoGpt.PowerShell", "-target:StageModule;Pack", "-property:Configuration=Release;NoBuild=true",
            "-nologo", "-nodeReuse:false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            Environment = { ["GITHUB_SERVER_URL"] = "https://server.example", ["GITHUB_REPOSITORY"] = "someone/nanogpt" },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>Gets the names of the packages in the output folder.</summary>
    public IEnumerable<string> Packages => Directory.GetFiles(PathOf("out"), "*.nupkg").Select(file => Path.GetFileName(file));

    /// <summary>Reads a package.</summary>
    public Dictionary<string, byte[]> ReadPackage(string version)
    {
        using var archive = ZipFile.OpenRead(PathOf($"out/NanoGpt.{version}.nupkg"));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(content);
            return content.ToArray();
        });
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
