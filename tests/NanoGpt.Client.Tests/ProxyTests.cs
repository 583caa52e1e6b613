using System.Diagnostics;
using System.Text;

namespace NanoGpt.Client.Tests;

/// <summary>Tests requests of a process with proxy environment variables.</summary>
public sealed class ProxyTests
{
    private const string ProxyModel = "from-the-proxy";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Http_requests_to_loopback_bypass_the_proxy(string host)
    {
        await using var proxy = StartServer(ProxyModel);
        await using var service = StartServer("from-the-service");

        var listed = await ListAsync($"http://{host}:{service.BaseUri.Port}/", proxy);

        Assert.Equal("from-the-service", listed);
        Assert.Empty(proxy.Received);
    }

    [Theory]
    [InlineData("http://nano-gpt.test/")]
    [InlineData("http://[::127.0.0.1]/")]
    public async Task Http_requests_to_other_hosts_use_the_proxy(string address)
    {
        await using var proxy = StartServer(ProxyModel);

        Assert.Equal(ProxyModel, await ListAsync(address, proxy));
    }

    [Fact]
    public async Task A_refused_connection_to_loopback_is_reported_without_a_proxy()
    {
        await using var proxy = StartServer(ProxyModel);

        var message = await ListAsync("http://127.0.0.1:1/", proxy);

        Assert.Contains("127.0.0.1:1", message, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy", message, StringComparison.Ordinal);
    }

    private static RawServer StartServer(string id) =>
        new("HTTP/1.1 200 OK", Encoding.ASCII.GetBytes($$"""{"data":[{"id":"{{id}}"}]}"""));

    /// <summary>Lists the models of a host in a child process with a proxy in its environment.</summary>
    private static async Task<string> ListAsync(string address, RawServer proxy)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ProxyTests).Assembly.Location, Program.ListHost, address])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("no_proxy");
        start.Environment.Remove("NO_PROXY");
        start.Environment["http_proxy"] = proxy.BaseUri.AbsoluteUri;
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }
}
