using System.Diagnostics;

namespace NanoGpt.Tests;

/// <summary>
/// Tests build.sh with stubs for dotnet and pwsh: the commands it runs, the tests it reports as skipped, and its exit code.
/// </summary>
public sealed class BuildScriptTests : IDisposable
{
    private static readonly string[] Tools = ["bash", "cat", "dirname", "mkdir", "mkfifo", "mktemp", "rm", "sed"];

    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.BuildScript.").FullName;

    public BuildScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh requires a Unix shell.");
        File.Copy(Repository.PathOf("build.sh"), Path.Combine(folder, "build.sh"));
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        foreach (var tool in Tools)
        {
            var inBin = Path.Combine("/bin", tool);
            File.CreateSymbolicLink(Path.Combine(folder, "bin", tool), File.Exists(inBin) ? inBin : Path.Combine("/usr/bin", tool));
        }
        WriteStub("dotnet", """
            echo "$*" >> calls
            case "$*" in
                'tool restore') exit "${RESTORE:-1}" ;;
                build*) exit "${BUILD:-0}" ;;
                'test '*)
                    project=${2#tests/}
                    case $project in
                        NanoGpt.Client.Tests) executed=8 ;;
                        NanoGpt.PowerShell.Tests) executed=40 ;;
                    esac
                    failed=0
                    [ "$project" = "${FAILING:-}" ] && failed=2
                    mkdir -p out/test-results
                    echo "<Counters total=\"$((executed + 1))\" executed=\"$executed\" passed=\"$((executed - failed))\" failed=\"$failed\" />" > "out/test-results/$project.trx"
                    exit $((failed > 0)) ;;
                *Sandbox.dll)
                    echo http://127.0.0.1:1/
                    cat > /dev/null
                    echo ended >> calls ;;
                *ListModels.dll)
                    echo "asked $NANOGPT_BASE_URL"
                    exit "${SAMPLE:-0}" ;;
            esac
            """);
    }

    private string[] Calls => File.Exists(Path.Combine(folder, "calls")) ? File.ReadAllLines(Path.Combine(folder, "calls")) : [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("build", "Build")]
    [InlineData("test", "Test")]
    [InlineData("demo", "Demo")]
    [InlineData("benchmark", "Benchmark")]
    [InlineData("help", "Help")]
    [InlineData("fuzz", "Fuzz")]
    [InlineData("soak", "Soak")]
    [InlineData("pack", "Pack")]
    [InlineData("clean", "Clean")]
    public async Task Every_task_runs_in_the_PowerShell_on_the_PATH(string task, string buildTask)
    {
        WriteStub("pwsh", "echo \"pwsh $*\"; exit 7");

        var (output, exitCode) = await RunAsync(task);

        Assert.Equal($"pwsh -NoProfile -NonInteractive -File build.ps1 -Task {task}", output.Trim(), ignoreCase: true);
        Assert.Contains($"'{buildTask}'", Repository.Read("build.ps1"), StringComparison.Ordinal);
        Assert.Equal(7, exitCode);
    }

    [Fact]
    public async Task PowerShell_installed_as_a_NET_tool_is_used_if_no_other_exists()
    {
        var (_, exitCode) = await RunAsync("test", ("RESTORE", "0"));

        Assert.Equal(["tool restore", "tool run pwsh -- -NoProfile -NonInteractive -File build.ps1 -Task test"], Calls);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Test_without_PowerShell_runs_xunit_and_lists_the_tests_it_skipped()
    {
        var (output, exitCode) = await RunAsync("test");

        var lines = output.Trim().Split('\n');
        Assert.StartsWith("Not run: the checks of the build for Windows PowerShell", lines[^3], StringComparison.Ordinal);
        Assert.Contains("Install mono-complete", lines[^3], StringComparison.Ordinal);
        Assert.StartsWith("Not run: the Pester tests", lines[^2], StringComparison.Ordinal);
        Assert.Contains("Install PowerShell", lines[^2], StringComparison.Ordinal);
        Assert.Equal("48 passed, 0 failed, 2 skipped", lines[^1]);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("NanoGpt.Client.Tests")]
    [InlineData("NanoGpt.PowerShell.Tests")]
    public async Task Test_fails_if_a_test_fails(string project)
    {
        var (output, exitCode) = await RunAsync("test", ("FAILING", project));

        Assert.EndsWith("46 passed, 2 failed, 2 skipped", output.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("40 passed, 0 failed", 0, "88 passed, 0 failed, 2 skipped")]
    [InlineData("38 passed, 2 failed", 1, "86 passed, 2 failed, 2 skipped")]
    [InlineData("38 passed", 134, "The checks of the build for Windows PowerShell did not complete.")]
    public async Task The_summary_includes_the_checks_on_Mono(string checks, int exit, string last)
    {
        WriteStub("mono", $"""echo "mono $*" >> calls; echo passed: something; echo "{checks}"; exit {exit}""");

        var (output, exitCode) = await RunAsync("test");

        Assert.EndsWith("NanoGpt.Desktop.Check.exe", Calls[^1], StringComparison.Ordinal);
        Assert.Contains("passed: something", output, StringComparison.Ordinal);
        Assert.EndsWith(last, output.Trim(), StringComparison.Ordinal);
        Assert.Equal(exit == 0 ? 0 : 1, exitCode);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("test")]
    [InlineData("demo")]
    [InlineData("fuzz")]
    [InlineData("pack")]
    public async Task A_task_stops_and_fails_if_the_build_fails(string task)
    {
        var (_, exitCode) = await RunAsync(task, ("BUILD", "1"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("build ", Calls[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("benchmark")]
    [InlineData("help")]
    [InlineData("soak")]
    public async Task A_task_that_requires_PowerShell_fails_with_a_message(string task)
    {
        var (output, exitCode) = await RunAsync(task);

        Assert.StartsWith("Not ", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
        Assert.Equal(["tool restore"], Calls);
    }

    [Fact]
    public async Task Fuzz_runs_without_PowerShell()
    {
        var (_, exitCode) = await RunAsync("fuzz");

        Assert.StartsWith("test tests/NanoGpt.Client.Tests ", Calls[^1], StringComparison.Ordinal);
        Assert.Contains("Fuzzing", Calls[^1], StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Pack_runs_without_PowerShell()
    {
        var (_, exitCode) = await RunAsync("pack");

        Assert.StartsWith("pack src/NanoGpt.PowerShell ", Calls[^1], StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3", 3)]
    public async Task Demo_without_PowerShell_shows_the_sample_and_stops_the_sandbox(string sample, int expected)
    {
        var (output, exitCode) = await RunAsync("demo", ("SAMPLE", sample));

        Assert.Contains("asked http://127.0.0.1:1/", output, StringComparison.Ordinal);
        Assert.Equal(expected == 0, output.Contains("Not shown: the cmdlets", StringComparison.Ordinal));
        Assert.Equal(expected, exitCode);
        Assert.Equal("ended", Calls[^1]);
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("build", "test")]
    public async Task Invalid_arguments_print_the_usage(params string[] arguments)
    {
        var (output, exitCode) = await RunAsync(arguments, []);

        Assert.StartsWith("Usage:", output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
        Assert.Empty(Calls);
    }

    private void WriteStub(string program, string script)
    {
        var path = Path.Combine(folder, "bin", program);
        File.WriteAllText(path, "#!/bin/bash\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private Task<(string Output, int ExitCode)> RunAsync(string task, params (string Name, string Value)[] environment) =>
        RunAsync([task], environment);

    private async Task<(string Output, int ExitCode)> RunAsync(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        // Both streams are read as one, in the order that a terminal shows.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec bash ./build.sh \"$@\" 2>&1");
        start.ArgumentList.Add("build.sh");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.WorkingDirectory = folder;
        start.Environment["PATH"] = Path.Combine(folder, "bin");
        // bash warns if the locale is not installed.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, process.ExitCode);
    }
}
