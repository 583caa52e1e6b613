using System.Diagnostics;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that pipes and devices are neither read nor replaced as visibility files.</summary>
public sealed class VisibilityDeviceTests(SandboxFixture sandbox) : VisibilityFileTest(sandbox)
{
    [Theory(Timeout = TestTimeout)]
    [InlineData("Import-NanoGptModelVisibility", "pipe")]
    [InlineData("Import-NanoGptModelVisibility", "link")]
    [InlineData("Import-NanoGptModelVisibility", "pipe", "ConstrainedLanguage")]
    [InlineData("Export-NanoGptModelVisibility -Force", "pipe")]
    [InlineData("Export-NanoGptModelVisibility -Force", "link")]
    [InlineData("Export-NanoGptModelVisibility -Force", "pipe", "ConstrainedLanguage")]
    public async Task A_pipe_and_a_link_to_it_are_errors_before_any_request(string command, string name, string languageMode = "FullLanguage")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not have pipes in folders.");
        using (var mkfifo = Process.Start("mkfifo", PathOf("pipe")))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(PathOf("link"), "pipe");
        Output("$ExecutionContext.SessionState.LanguageMode = $args[0]", languageMode);

        var result = await Shell.Start($"{command} $args[0]", PathOf(name)).Completion;

        Assert.Equal("PathNotFile", IdOf(result.TerminatingError!));
        Assert.StartsWith($"'{PathOf(name)}' is a device or a pipe", result.TerminatingError!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["link", "pipe"], FileNames);
        Assert.True(RegularFile.IsDevice(PathOf("pipe")));
        Assert.Empty(Server.Requests);
    }
}
