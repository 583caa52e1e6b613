using System.Diagnostics;

namespace NanoGpt.Client.Tests;

/// <summary>Another process that does one thing until it is killed. See <see cref="Program"/>.</summary>
internal sealed class OtherProcess : IDisposable
{
    private readonly Process process;

    private OtherProcess(Process process) => this.process = process;

    /// <summary>Starts it, and waits until it says that it is at work.</summary>
    public static async Task<OtherProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OtherProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var other = new OtherProcess(Process.Start(start)!);
        Assert.NotNull(await other.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return other;
    }

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
