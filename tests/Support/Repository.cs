using System.Xml.Linq;

namespace NanoGpt.Tests;

/// <summary>The files of the repository, found from the folder of the test assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string PathOf(string path) => Path.GetFullPath(path, Root);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static XDocument ReadXml(string path) => XDocument.Load(PathOf(path));

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "NanoGpt.psd1")))
                return folder;
        throw new InvalidOperationException($"NanoGpt.psd1 was not found in a parent folder of {AppContext.BaseDirectory}.");
    }
}
