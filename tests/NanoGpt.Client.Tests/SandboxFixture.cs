using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>A sandbox for one test class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public SandboxServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await SandboxServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        // No other sandbox is likely to be at that address.
        File.Delete(HostLock.PathFor(Server.BaseUri));
    }
}
