using System.Diagnostics;
using System.Net.Http;
using System.Text;
using System.Text.Json;

namespace NanoGpt.Desktop.Check;

/// <summary>A sandbox process that ends with this process.</summary>
internal sealed class Sandbox : IDisposable
{
    public const string Key = "sk-nano-00000000-0000-4000-8000-00000000a11c";
    public const string Cookie = "session=sandbox-subscriber-00000000a11c";

    private readonly Process process;
    private readonly HttpClient http = new();

    private Sandbox(Process process, Uri baseUri) => (this.process, BaseUri) = (process, baseUri);

    public Uri BaseUri { get; }

    public static Sandbox Start()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", $"\"{Folders.Sandbox}\"")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        });
        var address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The sandbox did not start.");
        return new Sandbox(process, new Uri(address));
    }

    public void Dispose()
    {
        http.Dispose();
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Gets a base address for which every response has a fault.</summary>
    public Uri Fault(string fault) =>
        new(BaseUri, $"fault/{Uri.EscapeDataString(fault).Replace("%2C", ",").Replace("%3D", "=")}/");

    /// <summary>Sends a GET request without the client.</summary>
    public async Task<JsonElement> GetAsync(string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(BaseUri, path));
        if (key is not null) request.Headers.Add("x-api-key", key);
        using var response = await http.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>Gets the requests since the last call of <see cref="ClearRequestsAsync"/>.</summary>
    public Task<JsonElement> GetRequestsAsync() => GetAsync("sandbox/requests");

    public async Task ClearRequestsAsync() => (await http.DeleteAsync(new Uri(BaseUri, "sandbox/requests"))).Dispose();

    /// <summary>Merges a change into the preferences of the subscriber right before the n-th request for them from now on.</summary>
    public async Task WriteBeforeAsync(int request, string change)
    {
        using var content = new StringContent(change, Encoding.UTF8, "application/json");
        (await http.PostAsync(new Uri(BaseUri, $"sandbox/preferences/subscriber/writers?before={request}"), content)).Dispose();
    }
}
