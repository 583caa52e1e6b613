using System.Management.Automation;
using System.Text.RegularExpressions;
using NanoGpt.Views;

namespace NanoGpt.Tests;

/// <summary>Tests the references and public types of the module's assemblies.</summary>
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

    /// <summary>Each import loads every public type.</summary>
    [Fact]
    public void Only_types_that_PowerShell_or_users_need_are_public()
    {
        var others = typeof(Session).Assembly.ExportedTypes.Where(type => !typeof(Cmdlet).IsAssignableFrom(type));

        Assert.Equal([nameof(ModuleCleanup), nameof(Session), nameof(SettingSource), nameof(ViewProperties)], others.Select(type => type.Name).Order());
    }

    /// <summary>Each import resolves the methods that the types file names, with the types of their signatures.</summary>
    [Fact]
    public void Hidden_properties_refer_to_no_type_of_the_module()
    {
        var methods = typeof(ViewProperties).GetMethods().Where(method => method.IsStatic).ToList();

        Assert.NotEmpty(methods);
        Assert.Equal(typeof(object), typeof(ViewProperties).BaseType);
        Assert.All(methods, method =>
        {
            Assert.Equal(typeof(PSObject), Assert.Single(method.GetParameters()).ParameterType);
            Assert.Contains(method.ReturnType, new[] { typeof(object), typeof(bool), typeof(string) });
        });
    }

    private static IEnumerable<string?> GetReferences(Type type) =>
        type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name);
}
