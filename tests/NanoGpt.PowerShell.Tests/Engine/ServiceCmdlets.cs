namespace NanoGpt.Tests.Engine;

/// <summary>Starts every <see cref="ServiceCmdlet"/> for one test class.</summary>
public abstract class ServiceCmdlets : IAsyncLifetime
{
    private readonly string apiKey;
    private readonly string cookie;

    private protected ServiceCmdlets(string apiKey, string cookie) => (this.apiKey, this.cookie) = (apiKey, cookie);

    private protected IReadOnlyList<ServiceCmdlet> All { get; private set; } = [];

    public async ValueTask InitializeAsync() =>
        All = await Task.WhenAll(ServiceCmdlet.Scripts.Select(script => ServiceCmdlet.StartAsync(script, apiKey, cookie)));

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var cmdlet in All) await cmdlet.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
