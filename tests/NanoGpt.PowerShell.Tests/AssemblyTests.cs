using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Tests the references of the module's assemblies.</summary>
public sealed class AssemblyTests
{
    [Theory]
    [InlineData(typeof(NanoGptClient), "")]
    [InlineData(typeof(Session), @"|NanoGpt\.Client|System\.Management\.Automation")]
    public void No_third_party_is_brought_into_powershell_7(Type type, string others)
    {
        var allowed = new Regex($@"^(System\.(?!Management\.Automation)[\w.]+|netstandard{others})$");

        Assert.NotEmpty(References(type));
        Assert.All(References(type), name => Assert.Matches(allowed, name));
    }

    [Fact]
    public void Only_the_powershell_half_refers_to_the_other()
    {
        Assert.Contains("NanoGpt.Client", References(typeof(Session)));
        Assert.DoesNotContain("NanoGpt.PowerShell", References(typeof(NanoGptClient)));
    }

    [Theory]
    [InlineData("System.Text.Json")]
    [InlineData("System.Net.Http")]
    public void Cmdlets_touch_neither_json_nor_http(string assembly)
    {
        Assert.DoesNotContain(assembly, References(typeof(Session)));
        Assert.Contains(assembly, References(typeof(NanoGptClient)));
    }

    private static IEnumerable<string?> References(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name);
}
