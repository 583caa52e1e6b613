using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NanoGpt.Tests;

/// <summary>
/// The module folder that the process uses: <c>out/NanoGpt</c>, or the value of the environment variable
/// <c>NANOGPT_TEST_MODULE</c>. The output folder of the process has no copies of the module's assemblies; they are loaded from
/// the module folder, so that the process and the cmdlets share them.
/// </summary>
internal static class StagedModule
{
    /// <summary>Gets the path of the module folder.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("NANOGPT_TEST_MODULE") is { Length: > 0 } path
            ? System.IO.Path.GetFullPath(path, Repository.Root)
            : Repository.PathOf("out/NanoGpt");

    /// <summary>Gets the path of the folder that the manifest selects for this edition of PowerShell.</summary>
    public static string Assemblies { get; } = System.IO.Path.Combine(Path, LoadsDesktopBuild() ? "Desktop" : "Core");

    [ModuleInitializer]
    internal static void Initialize()
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            System.IO.Path.Combine(Assemblies, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;

        // The credentials of the user, and the modules of an installed PowerShell, must not affect the process.
        foreach (var variable in (string[])["NANOGPT_API_KEY", "NANO_GPT_API_KEY", "NANOGPT_SESSION_COOKIE", "NANOGPT_BASE_URL", "PSModulePath"])
            Environment.SetEnvironmentVariable(variable, null);
    }

    private static bool LoadsDesktopBuild() =>
        !File.ReadAllText(System.IO.Path.Combine(Path, "NanoGpt.psd1")).Contains("$PSEdition/", StringComparison.Ordinal);
}
