using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NanoGpt.Tests;

/// <summary>
/// Tests build.cs with stubs for dotnet and pwsh: the commands it runs, what it reports as not run, and its exit code.
/// </summary>
public sealed class BuildScriptTests : IClassFixture<BuildScriptTests.BuildProgram>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.BuildScript.").FullName;
    private readonly BuildProgram program;

    public BuildScriptTests(BuildProgram program)
    {
        this.program = program;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stubs are shell scripts.");
        WriteStub("dotnet", """
            echo "dotnet $*" >> calls
            case "$*" in
                'tool restore') exit "${TOOL:-1}" ;;
                restore*) exit "${RESTORE:-0}" ;;
                'build NanoGpt.sln'*) exit "${BUILD:-0}" ;;
                'test tests/NanoGpt.Client.Tests'*Fuzzing*) ;;
                'test tests/NanoGpt.Client.Tests'*) echo 'Passed!  - Failed:     0, Passed:     8, Skipped:     1, Total:     9, Duration: 3 s - a.dll (net8.0)' ;;
                *NANOGPT_TEST_MODULE*) echo 'Passed!  - Failed:     0, Passed:    20, Skipped:     0, Total:    20, Duration: 3 s - b.dll (net10.0)' ;;
                'test tests/NanoGpt.PowerShell.Tests'*)
                    echo "${SUMMARY:-Passed!  - Failed:     0, Passed:    40, Skipped:     0, Total:    40, Duration: 3 s - b.dll (net10.0)}"
                    exit "${TESTS:-0}" ;;
                *Sandbox.dll)
                    echo http://127.0.0.1:1/
                    cat > /dev/null
                    echo 'sandbox ended' >> calls ;;
                *Demo.dll*) exit "${DEMO:-0}" ;;
            esac
            """);
    }

    private string[] Calls => File.Exists(Path.Combine(folder, "calls")) ? File.ReadAllLines(Path.Combine(folder, "calls")) : [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("build.sh")]
    [InlineData("build.ps1")]
    public void A_script_runs_build_cs(string script) =>
        Assert.Contains("dotnet run build.cs -- ", Repository.Read(script), StringComparison.Ordinal);

    [Fact]
    public async Task Both_scripts_know_all_tasks()
    {
        var (usage, _) = await RunAsync(["nonsense"]);
        var tasks = usage.Trim().Split(' ')[^1].Split('|');

        Assert.Contains(
            $"[ValidateSet({string.Join(", ", tasks.Select(task => $"'{char.ToUpperInvariant(task[0])}{task[1..]}'"))})]",
            Repository.Read("build.ps1"), StringComparison.Ordinal);
        Assert.All(tasks, task => Assert.Contains($"./build.sh {task} ", Repository.Read("docs/CONTRIBUTING.md"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("build", "test")]
    public async Task Invalid_arguments_print_the_usage(params string[] arguments)
    {
        var (output, exitCode) = await RunAsync(arguments);

        Assert.StartsWith("Usage:", output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
        Assert.Empty(Calls);
    }

    [Fact]
    public async Task Test_without_PowerShell_runs_xunit_on_both_builds_and_reports_the_tests_not_run()
    {
        var (output, exitCode) = await RunAsync(["test"]);

        var lines = output.Trim().Split('\n');
        Assert.StartsWith("Not run: the checks of the build for Windows PowerShell", lines[^3], StringComparison.Ordinal);
        Assert.StartsWith("Not run: the Pester tests. They require PowerShell", lines[^2], StringComparison.Ordinal);
        Assert.Equal("68 passed, 0 failed, 1 skipped", lines[^1]);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Test_includes_Pester_on_both_builds_and_the_checks_on_Mono()
    {
        WriteStub("mono", "echo passed: something; echo '40 passed, 0 failed'");
        WriteStub("pwsh", """
            echo "pwsh $*" >> calls
            case "$*" in
                *FindPester*) echo /modules/Pester.psd1 ;;
                *-ModuleOnly) echo '5 passed, 0 failed, 0 skipped' ;;
                *) echo '7 passed, 0 failed, 2 skipped' ;;
            esac
            """);

        var (output, exitCode) = await RunAsync(["test"]);

        Assert.EndsWith("120 passed, 0 failed, 3 skipped", output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("Not run", output, StringComparison.Ordinal);
        Assert.Contains(Calls, call => call.EndsWith("tests/RunPester.ps1 -Pester /modules/Pester.psd1 -Module " + Path.Combine(folder, "out/NanoGpt"), StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("Failed!  - Failed:     2, Passed:    38, Skipped:     0, Total:    40, Duration: 3 s - b.dll (net10.0)", "66 passed, 2 failed, 1 skipped")]
    [InlineData("The test host crashed.", "28 passed, 1 failed, 1 skipped")]
    public async Task Test_fails_if_a_test_fails_or_does_not_complete(string summary, string last)
    {
        var (output, exitCode) = await RunAsync(["test"], ("SUMMARY", summary));

        Assert.EndsWith(last, output.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Test_fails_if_the_test_host_fails_after_all_tests_passed()
    {
        var (output, exitCode) = await RunAsync(["test"], ("TESTS", "1"));

        Assert.Contains("The tests did not complete: dotnet test tests/NanoGpt.PowerShell.Tests", output, StringComparison.Ordinal);
        Assert.EndsWith("68 passed, 1 failed, 1 skipped", output.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Without_the_packages_of_the_engine_the_other_tests_are_built_and_run()
    {
        var (output, exitCode) = await RunAsync(["test"], ("BUILD", "1"), ("RESTORE", "1"));

        Assert.Contains("Not run: the tests and the demo that use the PowerShell engine.", output, StringComparison.Ordinal);
        Assert.EndsWith("8 passed, 0 failed, 1 skipped", output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain(Calls, call => call.StartsWith("dotnet test tests/NanoGpt.PowerShell.Tests", StringComparison.Ordinal));
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("build")]
    [InlineData("test")]
    [InlineData("demo")]
    [InlineData("pictures")]
    [InlineData("fuzz")]
    [InlineData("pack")]
    public async Task A_task_stops_and_fails_if_the_build_fails(string task)
    {
        var (_, exitCode) = await RunAsync([task], ("BUILD", "1"));

        Assert.Equal("dotnet restore tests/NanoGpt.PowerShell.Tests", Calls[^1]);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    public async Task Demo_without_PowerShell_runs_in_the_engine(string demo, int expected)
    {
        var (_, exitCode) = await RunAsync(["demo"], ("DEMO", demo));

        Assert.EndsWith("Demo.dll http://127.0.0.1:1/", Calls[^2], StringComparison.Ordinal);
        Assert.Equal("sandbox ended", Calls[^1]);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData(null, "pwsh -NoProfile -NonInteractive -File")]
    [InlineData("given", "given -File")]
    public async Task Scripts_run_in_the_specified_PowerShell_or_the_one_on_the_PATH(string? given, string expected)
    {
        foreach (var program in (string[])["pwsh", "given"]) WriteStub(program, $"echo \"{program} $*\" >> calls; exit 7");

        var (_, exitCode) = await RunAsync(given is null ? ["demo"] : ["demo", "--powershell", Path.Combine(folder, "bin", given), "-File"]);

        Assert.Contains($"{expected} samples/Demo.ps1 -BaseUri http://127.0.0.1:1/", Calls);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task PowerShell_installed_as_a_NET_tool_is_used_if_no_other_exists()
    {
        await RunAsync(["demo"], ("TOOL", "0"));

        Assert.Contains("dotnet tool run pwsh -- -NoProfile -NonInteractive -File samples/Demo.ps1 -BaseUri http://127.0.0.1:1/", Calls);
    }

    [Theory]
    [InlineData("benchmark")]
    [InlineData("help")]
    [InlineData("soak")]
    public async Task A_task_that_requires_PowerShell_fails_with_a_message(string task)
    {
        var (output, exitCode) = await RunAsync([task]);

        Assert.EndsWith($"The task {task} requires PowerShell. Install PowerShell 7.4 or later (https://aka.ms/powershell), and run it again.", output.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Pictures_runs_the_tests_that_write_pictures()
    {
        var (_, exitCode) = await RunAsync(["pictures"]);

        Assert.Equal(
            $"dotnet test tests/NanoGpt.PowerShell.Tests --no-build --configuration Release --nologo --filter FullyQualifiedName~{nameof(Engine.PictureTests)}.A_picture_and_its_text --environment NANOGPT_WRITE_PICTURES=1",
            Calls[^1]);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Fuzz_runs_the_fuzz_tests_with_a_seed()
    {
        var (_, exitCode) = await RunAsync(["fuzz"]);

        Assert.Matches("^dotnet test tests/NanoGpt.Client.Tests .*Fuzzing.* NANOGPT_FUZZ_SEED=[0-9]+ .*NANOGPT_FUZZ_TIMES=10$", Calls[^1]);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Pack_runs_without_PowerShell()
    {
        var (_, exitCode) = await RunAsync(["pack"]);

        Assert.StartsWith("dotnet pack src/NanoGpt.PowerShell ", Calls[^1], StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    private void WriteStub(string program, string script)
    {
        var path = Path.Combine(folder, "bin", program);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/bash\nPATH=/usr/bin:/bin\n" + script + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(string Output, int ExitCode)> RunAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program.Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
            // The stubs replace the programs that build.cs starts.
            Environment =
            {
                ["PATH"] = Path.Combine(folder, "bin"),
                ["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()),
            },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output + await errors, process.ExitCode);
    }

    /// <summary>build.cs, compiled once for all tests.</summary>
    public sealed class BuildProgram : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.BuildProgram.").FullName;

        public string Path => System.IO.Path.Combine(folder, "build");

        public async ValueTask InitializeAsync()
        {
            var start = new ProcessStartInfo("dotnet", ["build", Repository.PathOf("build.cs"), "--output", folder, "--nologo"]) { RedirectStandardOutput = true };
            using var build = Process.Start(start)!;
            var output = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            if (build.ExitCode != 0) throw new InvalidOperationException(output);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return default;
        }
    }
}
