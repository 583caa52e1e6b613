namespace NanoGpt.Desktop.Check;

internal static class AssemblyChecks
{
    public static Task RunAsync(Checks checks) => checks.RunAsync("the checks loaded the staged assemblies", () =>
    {
        // The global assembly cache takes precedence over folders, on Mono for System.Numerics.Vectors.
        var loaded = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => !assembly.IsDynamic && !assembly.GlobalAssemblyCache && assembly != typeof(AssemblyChecks).Assembly)
            .ToDictionary(assembly => assembly.GetName().Name, assembly => assembly.Location);
        foreach (var name in (string[])["NanoGpt.Client", "System.Text.Json", "Microsoft.Bcl.TimeProvider", "Microsoft.Bcl.AsyncInterfaces"])
            Expect.Equal(Path.Combine(Folders.Desktop, name + ".dll"), loaded[name]);
        foreach (var name in Directory.GetFiles(Folders.Desktop, "*.dll").Select(Path.GetFileNameWithoutExtension).Where(loaded.ContainsKey))
            Expect.Equal(Path.Combine(Folders.Desktop, name + ".dll"), loaded[name]);
    });
}
