using NanoGpt.Sandbox;

namespace NanoGpt.Tests;

/// <summary>Starts a sandbox for one test class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>Gets the server.</summary>
    public SandboxServer Server { get; private set; } = null!;

    /// <summary>Gets the path of a lock file for this test class, so that tests do not wait for each other or for other processes.</summary>
    public string LockPath { get; } = Path.Combine(Path.GetTempPath(), $"NanoGpt-{Guid.NewGuid():N}.lock");

    public async ValueTask InitializeAsync() => Server = await SandboxServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        File.Delete(LockPath);
    }
}
