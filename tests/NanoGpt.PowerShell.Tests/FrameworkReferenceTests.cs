using System.Reflection;
using Mono.Cecil;

namespace NanoGpt.Tests;

/// <summary>
/// Tests that .NET Framework 4.7.2 has every type and member that the staged assemblies for Windows PowerShell reference.
/// It uses Microsoft's reference assemblies, so it runs on every operating system.
/// </summary>
public sealed class FrameworkReferenceTests : IDisposable
{
    private static readonly string Desktop = Repository.PathOf("out/NanoGpt/Desktop");

    private readonly FrameworkResolver resolver = new();

    public static TheoryData<string> Assemblies { get; } =
        [.. Directory.GetFiles(Desktop, "*.dll").Select(file => Path.GetFileName(file))];

    public void Dispose() => resolver.Dispose();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_referenced_type_and_member_exists_in_the_framework(string assembly)
    {
        using var module = Read(Path.Combine(Desktop, assembly));

        Assert.NotEmpty(module.GetTypeReferences());
        Assert.Empty(FindMissing(module));
    }

    [Fact]
    public void A_member_of_a_later_NET_is_reported_missing()
    {
        using var module = Read(Repository.PathOf("out/NanoGpt/Core/NanoGpt.Client.dll"));

        var missing = FindMissing(module).ToList();

        // A missing type, a missing member, and a missing overload.
        Assert.Contains("System.Net.Http.SocketsHttpHandler", missing);
        Assert.Contains(missing, member => member.Contains("System.IO.File::SetUnixFileMode(", StringComparison.Ordinal));
        Assert.Contains(missing, member => member.Contains("HttpContent::ReadAsStreamAsync(System.Threading.CancellationToken)", StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_two_connections_to_a_host_are_allowed()
    {
        // Mono has no such limit, so NanoGpt.Desktop.Check detects the defect on Windows only.
        using var module = Read(Path.Combine(Desktop, "NanoGpt.Client.dll"));

        Assert.Contains(
            module.GetMemberReferences(),
            member => member.FullName == "System.Void System.Net.Http.HttpClientHandler::set_MaxConnectionsPerServer(System.Int32)");
    }

    private ModuleDefinition Read(string file) =>
        ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });

    /// <summary>Finds the referenced types and members that do not exist. Members are compared by signature.</summary>
    private static IEnumerable<string> FindMissing(ModuleDefinition module)
    {
        foreach (var type in module.GetTypeReferences())
            if (!Resolves(type.Resolve))
                yield return type.FullName;
        foreach (var member in module.GetMemberReferences())
            if (member.DeclaringType is not ArrayType && !Resolves(member.Resolve)) // The runtime generates the members of arrays.
                yield return member.FullName;
    }

    private static bool Resolves(Func<IMemberDefinition?> resolve)
    {
        try
        {
            return resolve() is not null;
        }
        catch (AssemblyResolutionException)
        {
            return false;
        }
    }

    /// <summary>Finds assemblies as Windows PowerShell does: in the folder, in .NET Framework, or in PowerShell itself.</summary>
    private sealed class FrameworkResolver : IAssemblyResolver
    {
        private static readonly string Framework = GetMetadata("ReferenceAssemblies");

        // PowerShellStandard.Library contains the API that PowerShell 5.1 and later have.
        private static readonly string[] Folders =
            [Desktop, Framework, Path.Combine(Framework, "Facades"), GetMetadata("PowerShellStandard")];

        private readonly Dictionary<string, AssemblyDefinition> assemblies = [];

        public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

        public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
        {
            if (assemblies.TryGetValue(name.Name, out var known)) return known;
            var candidates = Folders.Select(folder => Path.Combine(folder, name.Name + ".dll"));
            var file = candidates.FirstOrDefault(File.Exists) ?? throw new AssemblyResolutionException(name);
            return assemblies[name.Name] = AssemblyDefinition.ReadAssembly(file, new ReaderParameters { AssemblyResolver = this });
        }

        private static string GetMetadata(string key) => typeof(FrameworkReferenceTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

        public void Dispose()
        {
            foreach (var assembly in assemblies.Values) assembly.Dispose();
        }
    }
}
