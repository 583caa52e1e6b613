using System.Diagnostics;

namespace NanoGpt.Client.Tests;

/// <summary>
/// Another process that does one thing until it is killed, and makes its files for its own user only, as some people's do.
/// See <see cref="Program"/>.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    /// <summary>Starts it, and waits until it says that it is at work.</summary>
    public static Task<ChildProcess> StartAsync(params string[] arguments) => StartAsync(prefix: [], arguments);

    /// <summary>Starts it through a command that changes what it runs with, such as <c>env</c>.</summary>
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

    /// <summary>The next thing it says. Null: it has ended.</summary>
    public async Task<string?> ReadLineAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>Ends it in the middle of what it does.</summary>
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
