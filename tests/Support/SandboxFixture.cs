using NanoGpt.Sandbox;

namespace NanoGpt.Tests;

/// <summary>A sandbox for one test class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public SandboxServer Server { get; private set; } = null!;

    /// <summary>A lock file for the class alone: tests must not wait for each other, nor for other processes.</summary>
    public string LockPath { get; } = Path.Combine(Path.GetTempPath(), $"NanoGpt-{Guid.NewGuid():N}.lock");

    public async ValueTask InitializeAsync() => Server = await SandboxServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        File.Delete(LockPath);
    }
}
