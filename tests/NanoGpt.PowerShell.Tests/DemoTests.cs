using System.Diagnostics;

namespace NanoGpt.Tests;

/// <summary>Tests the demo in the PowerShell engine. A Pester test runs it in PowerShell.</summary>
public sealed class DemoTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Fact(Timeout = TestTimeout)]
    public async Task Each_step_shows_the_command_and_its_output_in_the_views_of_the_module()
    {
        var (output, exitCode) = await RunAsync(Server.BaseUri);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"PS> Get-NanoGptSession\n+BaseUri +: http\S+  \(Session\)\nApiKey +: \*{4}a11c  \(Session\)\n", output);
        Assert.Matches(@"PS> Get-NanoGptModel -Scope Personalized -Detailed\n+Id +In \$/M Out \$/M ", output);
        Assert.Contains("| Where-Object {", output, StringComparison.Ordinal);
        Assert.Matches(@"Measure-NanoGptModelCost .*\n+ +Total \$ ", output);
        Assert.Matches(@"PS> Get-NanoGptModelVisibility .*\n+Visible Id +Category", output);
        Assert.Matches(@"-PassThru\n+Id +Change\s", output);
        Assert.Contains("The API key is invalid", output, StringComparison.Ordinal);
        Assert.Contains("Did you mean openai/gpt-5.5?", output, StringComparison.Ordinal);
        Assert.Matches(@"a full PowerShell adds [^\n]+\.\n$", output);
    }

    [Theory(Timeout = TestTimeout)]
    [InlineData(null)]
    [InlineData("""{"data":[{"id":"google/gemini-3.5-flash"}]}""")] // A step that should fail does not.
    public async Task The_demo_fails_if_a_step_has_another_result(string? response) =>
        Assert.Equal(1, (await RunAsync(response is null ? Server.GetFaultUri("status=400") : Server.AddResponse(response))).ExitCode);

    private static async Task<(string Output, int ExitCode)> RunAsync(Uri baseUri)
    {
        var folder = Path.GetRelativePath(Repository.PathOf("tests/NanoGpt.PowerShell.Tests"), AppContext.BaseDirectory);
        var program = Path.Combine(Repository.PathOf("samples/Demo"), folder, "Demo.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, baseUri.AbsoluteUri])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, process.ExitCode);
    }
}
