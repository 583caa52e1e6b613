using System.Net;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Security.Authentication;
using NanoGpt.Compatibility;

namespace NanoGpt.Tests;

/// <summary>Tests that the staged assemblies use the TLS settings of the platform and that no cmdlet can weaken them.</summary>
public sealed class TlsSettingsTests
{
    private static readonly string[] Weakenings =
        ["CertificateValidation", "CertificateCustomValidation", "DangerousAcceptAny", "CertificateChainPolicy", "RevocationMode", "RevocationCheck"];

    public static TheoryData<string> Assemblies { get; } = [.. Directory.EnumerateFiles(Repository.PathOf("out/NanoGpt"), "NanoGpt.*.dll", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Fact]
    public void The_handler_for_Windows_PowerShell_has_the_same_settings_and_requires_TLS_1_2()
    {
        var assembly = new AssemblyLoadContext(nameof(TlsSettingsTests)).LoadFromAssemblyPath(Repository.PathOf("out/NanoGpt/Desktop/NanoGpt.Client.dll"));
        var create = assembly.GetType(typeof(Platform).FullName!)!.GetMethod(nameof(Platform.CreateHandler))!;

        using var handler = Assert.IsType<HttpClientHandler>(create.Invoke(null, [true]));

        Assert.Equal(SslProtocols.Tls12, handler.SslProtocols);
        Assert.Null(handler.ServerCertificateCustomValidationCallback);
        Assert.True(handler.UseProxy);
        Assert.Same(CredentialCache.DefaultCredentials, handler.DefaultProxyCredentials);
        Assert.Null(handler.Credentials);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
        Assert.True(handler.AutomaticDecompression.HasFlag(DecompressionMethods.GZip));
        using var direct = Assert.IsType<HttpClientHandler>(create.Invoke(null, [false]));
        Assert.False(direct.UseProxy);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_assembly_refers_to_a_member_that_weakens_certificate_validation(string path)
    {
        var names = MemberNames(Repository.PathOf(path));

        Assert.Contains("ToString", names);
        Assert.DoesNotContain(names, name => Weakenings.Any(name.Contains));
    }

    [Fact]
    public void No_cmdlet_has_a_parameter_for_TLS_or_certificates()
    {
        var parameters = CmdletType.All.SelectMany(cmdlet => cmdlet.Parameters).Select(parameter => parameter.Name).ToList();

        Assert.NotEmpty(parameters);
        Assert.DoesNotContain(parameters, name =>
            name.Contains("Certificate", StringComparison.OrdinalIgnoreCase) || name.Contains("Insecure", StringComparison.OrdinalIgnoreCase)
            || name.Contains("Tls", StringComparison.OrdinalIgnoreCase) || name.Contains("Ssl", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Gets the names of the members of other assemblies that an assembly refers to.</summary>
    private static List<string> MemberNames(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.MemberReferences.Select(member => metadata.GetString(metadata.GetMemberReference(member).Name))];
    }
}
