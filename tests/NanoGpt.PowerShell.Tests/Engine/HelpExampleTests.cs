using System.Management.Automation;
using System.Net;
using System.Security;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Runs the examples in the help whose commands the engine has. <c>Help.Tests.ps1</c> runs the others. The settings come from
/// environment variables, because examples disconnect.
/// </summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class HelpExampleTests : EngineTest, IDisposable
{
    private static readonly Dictionary<(string Cmdlet, string Title), string> Examples = Read();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("NanoGpt-");

    public HelpExampleTests(SandboxFixture sandbox) : base(sandbox)
    {
        // An example that reverts a change removes values that were not saved before.
        Server.Upsert = Upsert.Replace;
        SetVariables(Server.BaseUri.AbsoluteUri, Account.ApiKey, Account.Cookie);
        Shell["vault"] = new Dictionary<string, object>
        {
            ["NanoGpt"] = Secure(Account.ApiKey),
            ["NanoGptAtHome"] = Secure(Accounts.Payer.ApiKey),
            ["NanoGptCookie"] = Secure(Account.Cookie),
            ["NanoGptCookieAtHome"] = Secure(Accounts.Payer.Cookie),
        };
        Output("""
            Disconnect-NanoGpt
            function Get-Secret([string] $Name) { $vault[$Name] }
            $null = $ExecutionContext.SessionState.Path.SetLocation($args[0])
            """, folder.FullName);
    }

    public static TheoryData<string, string> Names { get; } = [.. Examples.Keys.Select(name => new TheoryDataRow<string, string>(name.Cmdlet, name.Title))];

    void IDisposable.Dispose()
    {
        SetVariables(null, null, null);
        Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_runs_unchanged(string cmdlet, string title)
    {
        var result = Shell.Run($"& {{\n{Examples[(cmdlet, title)]}\n}} | Out-Default");

        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
    }

    private static Dictionary<(string Cmdlet, string Title), string> Read()
    {
        using var shell = new EngineShell();
        var result = shell.Run(Repository.Read("tests/Support/HelpExamples.ps1"), Repository.PathOf("src/NanoGpt.PowerShell/en-US/NanoGpt.PowerShell.dll-Help.xml"));
        return result.Output.Where(example => (bool)example.Properties["RunsInEngine"].Value)
            .ToDictionary(example => (Get(example, "Cmdlet"), Get(example, "Title")), example => Get(example, "Code"));
    }

    private static string Get(PSObject example, string property) => (string)example.Properties[property].Value;

    private static void SetVariables(string? baseUri, string? key, string? cookie)
    {
        Environment.SetEnvironmentVariable("NANOGPT_BASE_URL", baseUri);
        Environment.SetEnvironmentVariable("NANOGPT_API_KEY", key);
        Environment.SetEnvironmentVariable("NANOGPT_SESSION_COOKIE", cookie);
    }

    private static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;
}
