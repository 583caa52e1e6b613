namespace NanoGpt.Desktop.Check;

/// <summary>The folders of the repository, found from the folder of this program.</summary>
internal static class Folders
{
    private static readonly string Root = FindRoot();

    /// <summary>Gets the folder of the staged assemblies for Windows PowerShell.</summary>
    public static string Desktop { get; } = Path.Combine(Root, "out", "NanoGpt", "Desktop");

    /// <summary>Gets the path of the sandbox executable.</summary>
    public static string Sandbox { get; } = Path.Combine(Root, "tests", "NanoGpt.Sandbox", "bin", "Release", "net8.0", "NanoGpt.Sandbox.dll");

    private static string FindRoot()
    {
        for (var folder = AppDomain.CurrentDomain.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "NanoGpt.psd1")))
                return folder;
        throw new InvalidOperationException("NanoGpt.psd1 was not found in a parent folder of this program.");
    }
}
