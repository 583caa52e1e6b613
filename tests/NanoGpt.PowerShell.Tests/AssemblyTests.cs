using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests the references of the module's assemblies.</summary>
public sealed class AssemblyTests
{
    [Theory]
    [InlineData(typeof(NanoGptClient), "")]
    [InlineData(typeof(Session), @"|NanoGpt\.Client|System\.Management\.Automation")]
    public void The_assembly_for_PowerShell_7_references_no_third_party_assembly(Type type, string others)
    {
        var allowed = new Regex($@"^(System\.(?!Management\.Automation)[\w.]+|netstandard{others})$");

        Assert.NotEmpty(GetReferences(type));
        Assert.All(GetReferences(type), name => Assert.Matches(allowed, name));
    }

    [Fact]
    public void Only_the_cmdlet_assembly_references_the_client_assembly()
    {
        Assert.Contains("NanoGpt.Client", GetReferences(typeof(Session)));
        Assert.DoesNotContain("NanoGpt.PowerShell", GetReferences(typeof(NanoGptClient)));
    }

    [Theory]
    [InlineData("System.Text.Json")]
    [InlineData("System.Net.Http")]
    public void The_cmdlet_assembly_references_neither_json_nor_http(string assembly)
    {
        Assert.DoesNotContain(assembly, GetReferences(typeof(Session)));
        Assert.Contains(assembly, GetReferences(typeof(NanoGptClient)));
    }

    private static IEnumerable<string?> GetReferences(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name);
}
