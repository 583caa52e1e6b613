using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace NanoGpt.Tests;

/// <summary>
/// Tests the assemblies shipped for Windows PowerShell. .NET Framework loads only the exact version that is referenced, and
/// a module cannot redirect it.
/// </summary>
public sealed class WindowsPowerShellTests
{
    /// <summary>The required assemblies that Windows PowerShell 5.1 and .NET Framework 4.7.2 provide.</summary>
    private static readonly string[] PresentAssemblies =
    [
        "netstandard, Version=2.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51",
        "System.Management.Automation, Version=3.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35",
    ];

    private static readonly string[] Files = Directory.GetFiles(Repository.PathOf("out/NanoGpt/Desktop"), "*.dll");
    private static readonly string[] Shipped = [.. Files.Select(file => AssemblyName.GetAssemblyName(file).FullName)];

    public static TheoryData<string> Assemblies { get; } = [.. Files.Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_referenced_assembly_exists_in_the_referenced_version(string assembly)
    {
        var references = References(assembly);

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.Contains(reference, Shipped.Concat(PresentAssemblies)));
    }

    [Fact]
    public void Every_shipped_assembly_is_referenced()
    {
        var needed = Files.SelectMany(file => References(Path.GetFileName(file))).ToHashSet();

        Assert.All(Shipped, assembly => Assert.True(
            needed.Contains(assembly) || assembly.StartsWith("NanoGpt.PowerShell,", StringComparison.Ordinal), assembly));
    }

    private static List<string> References(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(Files.Single(file => Path.GetFileName(file) == assembly)));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName().FullName)];
    }
}
