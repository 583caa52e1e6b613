using System.Diagnostics;

namespace NanoGpt.Client.Tests;

/// <summary>
/// A child process that runs one command until it is killed, with a umask that restricts files to its user.
/// See <see cref="Program"/>.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    /// <summary>Starts a process and waits until it reports that it is ready.</summary>
    public static Task<ChildProcess> StartAsync(params string[] arguments) => StartAsync(prefix: [], arguments);

    /// <summary>Starts a process through a prefix command such as <c>env</c>.</summary>
    public static async Task<ChildProcess> StartAsync(string[] prefix, params string[] arguments)
    {
        string[] command = [.. prefix, "dotnet", typeof(ChildProcess).Assembly.Location, .. arguments];
        if (!OperatingSystem.IsWindows()) command = ["sh", "-c", "umask 077; exec \"$0\" \"$@\"", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var other = new ChildProcess(Process.Start(start)!);
        Assert.NotNull(await other.ReadLineAsync());
        return other;
    }

    /// <summary>Reads the next line of output; <see langword="null"/> if the process has ended.</summary>
    public async Task<string?> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Kills the process.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
