#:property PublishAot=false
// The tasks of build.sh and build.ps1. Both run this program in the root of the repository:
// dotnet run build.cs -- <task> [--powershell <program> <options>]
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Quiet = "--configuration Release --nologo --verbosity quiet";

// The summary of dotnet test is read.
Environment.SetEnvironmentVariable("DOTNET_CLI_UI_LANGUAGE", "en");

var hasEngine = true;
List<string> notRun = [];
string[]? powerShell = null;
var tasks = new Dictionary<string, Func<Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["build"] = async () =>
    {
        await Build();
        Console.WriteLine("The module is in out/NanoGpt. Import it: Import-Module ./out/NanoGpt");
    },
    ["test"] = Test,
    ["coverage"] = Coverage,
    ["demo"] = Demo,
    ["benchmark"] = async () =>
    {
        await Build();
        await Dotnet($"build benchmarks/Baseline {Quiet}");
        await Script("benchmarks/Benchmark.ps1");
    },
    ["help"] = async () =>
    {
        await Script("docs/ConvertToMaml.ps1", "-Destination", "src/NanoGpt.PowerShell/en-US");
        await Build();
    },
    ["pictures"] = async () =>
    {
        await Build();
        await Dotnet("test tests/NanoGpt.PowerShell.Tests --no-build --configuration Release --nologo "
            + "--filter FullyQualifiedName~PictureTests.A_picture_and_its_text --environment NANOGPT_WRITE_PICTURES=1");
    },
    ["fuzz"] = Fuzz,
    ["soak"] = async () =>
    {
        await Build();
        await Script("tests/Soak.ps1");
    },
    ["pack"] = async () =>
    {
        await Build();
        await Dotnet($"pack src/NanoGpt.PowerShell --no-build {Quiet}");
        Console.WriteLine("The package is in out.");
    },
    ["clean"] = async () =>
    {
        await Dotnet($"clean NanoGpt.sln {Quiet}");
        if (Directory.Exists("out")) Directory.Delete("out", recursive: true);
    },
};

if (args is not ([_] or [_, "--powershell", _, ..]) || !tasks.TryGetValue(args[0], out var task))
{
    Console.Error.WriteLine($"Usage: ./build.sh {string.Join('|', tasks.Keys)}");
    return 2;
}

string[] options = ["-NoProfile", "-NonInteractive", "-File"];
// The PowerShell that runs build.ps1, or the one on the PATH, or the .NET tool that .config/dotnet-tools.json pins.
powerShell = args.Length > 1 ? args[2..]
    : FindProgram("pwsh") is { } pwsh ? [pwsh, .. options]
    : (await Run("dotnet", ["tool", "restore"])).ExitCode == 0 ? ["dotnet", "tool", "run", "pwsh", "--", .. options]
    : null;
try
{
    await task();
    return 0;
}
catch (TaskFailedException failure)
{
    if (failure.Message.Length > 0) Console.Error.WriteLine(failure.Message);
    return 1;
}

async Task Build()
{
    if (await Start("dotnet", $"build NanoGpt.sln {Quiet}".Split(' ')) == 0) return;
    hasEngine = (await Run("dotnet", ["restore", "tests/NanoGpt.PowerShell.Tests"])).ExitCode == 0;
    if (hasEngine) throw new TaskFailedException("The build failed.");
    Console.WriteLine("The packages of the PowerShell engine could not be restored. Building what does not require them.");
    // Both also build the module.
    foreach (var project in (string[])["NanoGpt.Client.Tests", "NanoGpt.Desktop.Check"]) await Dotnet($"build tests/{project} {Quiet}");
    NotRun("the tests and the demo that use the PowerShell engine. Its NuGet packages could not be restored.");
}

async Task Test()
{
    await Build();
    var runs = new List<Func<Task<Counts>>> { () => Xunit("NanoGpt.Client.Tests") };
    if (hasEngine)
    {
        runs.Add(() => Xunit("NanoGpt.PowerShell.Tests"));
        runs.Add(() => Xunit("NanoGpt.PowerShell.Tests", "out/netstandard2.0/NanoGpt"));
    }

    var desktop = "tests/NanoGpt.Desktop.Check/bin/Release/net472/NanoGpt.Desktop.Check.exe";
    if (OperatingSystem.IsWindows()) runs.Add(() => RunTests(desktop));
    else if (FindProgram("mono") is { } mono) runs.Add(() => RunTests(mono, desktop));
    else NotRun("the checks of the build for Windows PowerShell. They require Mono in place of .NET Framework: install mono-complete.");

    if (powerShell is null) NotRun("the Pester tests. They require PowerShell 7.4 or later (https://aka.ms/powershell).");
    else if (await FindPester() is not { Length: > 0 } pester) NotRun("the Pester tests. Pester 5.5 or later could not be downloaded: run Install-Module Pester.");
    else
    {
        runs.Add(() => Pester(pester, "out/NanoGpt"));
        runs.Add(() => Pester(pester, "out/netstandard2.0/NanoGpt", "-ModuleOnly"));
    }

    Counts total = default;
    await Parallel.ForEachAsync(runs, async (run, _) =>
    {
        var counts = await run();
        lock (runs) total = new(total.Passed + counts.Passed, total.Failed + counts.Failed, total.Skipped + counts.Skipped);
    });
    foreach (var omitted in notRun) Console.WriteLine($"Not run: {omitted}");
    Console.WriteLine($"{total.Passed} passed, {total.Failed} failed, {total.Skipped} skipped");
    if (total.Failed > 0 || total.Passed == 0) throw new TaskFailedException("");
}

// Runs the tests of a project, or only its engine tests on another build of the module.
Task<Counts> Xunit(string project, string? module = null)
{
    string[] engine = ["--filter", "FullyQualifiedName~NanoGpt.Tests.Engine", "--environment", $"NANOGPT_TEST_MODULE={module}"];
    return RunTests("dotnet", ["test", $"tests/{project}", "--no-build", "--configuration", "Release", "--nologo", .. module is null ? [] : engine]);
}

async Task<string> FindPester() =>
    (await Run(powerShell![0], [.. powerShell[1..], "tests/Support/FindPester.ps1", "-Folder", "out/modules"])).Output.Trim();

Task<Counts> Pester(string pester, string module, params string[] options) =>
    RunTests(powerShell![0], [.. powerShell[1..], "tests/RunPester.ps1", "-Pester", pester, "-Module", Path.GetFullPath(module), .. options]);

// Runs tests, and writes their output when they end, because other tests run at the same time. The last counts in the output are the
// result. Tests that do not complete, and a program that fails although no test does, count as one failure.
async Task<Counts> RunTests(string program, params string[] arguments)
{
    var (exitCode, output) = await Run(program, arguments);
    var summary = Regex.Matches(
        output,
        @"^((?<passed>\d+) passed, (?<failed>\d+) failed(, (?<skipped>\d+) skipped)?|\w+! +- Failed: +(?<failed>\d+), Passed: +(?<passed>\d+), Skipped: +(?<skipped>\d+),.*)\r?$",
        RegexOptions.Multiline).LastOrDefault();
    var counts = new Counts(Count("passed"), Count("failed"), Count("skipped"));
    var isComplete = summary is not null && (exitCode == 0 || counts.Failed > 0);
    Console.WriteLine(isComplete ? output : $"{output}\nThe tests did not complete: {program} {string.Join(' ', arguments)} ended with exit code {exitCode}.");
    return isComplete ? counts : counts with { Failed = 1 };
    int Count(string name) => summary?.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
}

async Task Coverage()
{
    await Build();
    var folder = "out/coverage";
    if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    var hasFailed = false;
    foreach (var project in (string[])["NanoGpt.Client.Tests", "NanoGpt.PowerShell.Tests"])
        hasFailed |= 0 != await Start("dotnet", ["test", $"tests/{project}", "--no-build", "--configuration", "Release", "--nologo",
            "--collect", "Code Coverage;Format=cobertura", "--results-directory", folder]);

    // A line counts as covered if one of the projects covers it.
    var lines =
        from file in Directory.GetFiles(folder, "*.cobertura.xml", SearchOption.AllDirectories)
        from package in XDocument.Load(file).Descendants("package")
        where package.Attribute("name")!.Value is "NanoGpt.Client" or "NanoGpt.PowerShell"
        from type in package.Descendants("class")
        where !type.Attribute("filename")!.Value.Contains("/obj/", StringComparison.Ordinal)
        from line in type.Descendants("line")
        group (int)line.Attribute("hits")! > 0 by (
            Package: package.Attribute("name")!.Value, File: type.Attribute("filename")!.Value, Number: (int)line.Attribute("number")!) into hits
        select (hits.Key, IsCovered: hits.Any(isHit => isHit));
    foreach (var package in lines.GroupBy(line => line.Key.Package).OrderBy(package => package.Key, StringComparer.Ordinal))
    {
        var covered = package.Count(line => line.IsCovered);
        Console.WriteLine($"{package.Key}: {100.0 * covered / package.Count():F1}% of {package.Count()} lines");
    }
    if (hasFailed) throw new TaskFailedException("Tests failed.");
}

async Task Demo()
{
    await Build();
    if (powerShell is null && !hasEngine) throw new TaskFailedException($"Not run: {notRun[0]}");
    var start = new ProcessStartInfo("dotnet", "tests/NanoGpt.Sandbox/bin/Release/net8.0/NanoGpt.Sandbox.dll")
    {
        // The sandbox stops when its input is closed, also if this process is killed.
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };
    using var sandbox = Process.Start(start)!;
    try
    {
        var baseUri = await sandbox.StandardOutput.ReadLineAsync() ?? throw new TaskFailedException("The sandbox did not start.");
        if (powerShell is null) await Dotnet($"samples/Demo/bin/Release/net10.0/Demo.dll {baseUri}");
        else await Script("samples/Demo.ps1", "-BaseUri", baseUri);
    }
    finally
    {
        sandbox.StandardInput.Close();
        await sandbox.WaitForExitAsync();
    }
}

async Task Fuzz()
{
    await Build();
    // The tests print the seed, so that a failure can be reproduced.
    var seed = Environment.GetEnvironmentVariable("NANOGPT_FUZZ_SEED") ?? $"{Random.Shared.Next(1_000_000)}";
    var times = Environment.GetEnvironmentVariable("NANOGPT_FUZZ_TIMES") ?? "10";
    await Dotnet($"test tests/NanoGpt.Client.Tests --no-build --configuration Release --nologo --filter FullyQualifiedName~Fuzzing "
        + $"--logger console;verbosity=detailed --environment NANOGPT_FUZZ_SEED={seed} --environment NANOGPT_FUZZ_TIMES={times}");
}

void NotRun(string what) => notRun.Add(what);

// Runs a script in a new PowerShell process.
async Task Script(string path, params string[] arguments)
{
    if (powerShell is null)
        throw new TaskFailedException($"The task {args[0]} requires PowerShell. Install PowerShell 7.4 or later (https://aka.ms/powershell), and run it again.");
    if (await Start(powerShell[0], [.. powerShell[1..], path, .. arguments]) != 0) throw new TaskFailedException($"{path} failed.");
}

async Task Dotnet(string arguments)
{
    if (await Start("dotnet", arguments.Split(' ')) != 0) throw new TaskFailedException($"dotnet {arguments} failed.");
}

// Runs a program with the console of this process.
static async Task<int> Start(string program, string[] arguments)
{
    using var process = Process.Start(program, arguments);
    await process.WaitForExitAsync();
    return process.ExitCode;
}

// Runs a program and returns its output.
static async Task<(int ExitCode, string Output)> Run(string program, string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return (process.ExitCode, output + await errors);
}

static string? FindProgram(string name) =>
    (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);

internal readonly record struct Counts(int Passed, int Failed, int Skipped);

/// <summary>A task failed. The message can be empty if the output has said why.</summary>
internal sealed class TaskFailedException(string message) : Exception(message);
