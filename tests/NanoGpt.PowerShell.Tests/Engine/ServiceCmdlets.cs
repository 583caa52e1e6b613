namespace NanoGpt.Tests.Engine;

/// <summary>Starts every <see cref="ServiceCmdlet"/> for one test class.</summary>
public class ServiceCmdlets : IAsyncLifetime
{
    internal IReadOnlyList<ServiceCmdlet> All { get; private set; } = [];

    public async ValueTask InitializeAsync() => All = await Task.WhenAll(ServiceCmdlet.Scripts.Select(ServiceCmdlet.StartAsync));

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var cmdlet in All) await cmdlet.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
