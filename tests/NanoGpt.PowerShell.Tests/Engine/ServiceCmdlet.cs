using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// A command line of a cmdlet that sends requests, with its own session and sandbox: several can run at the same time. Before each
/// run, the saved preferences and the files are the same.
/// </summary>
internal sealed class ServiceCmdlet : IAsyncDisposable
{
    private const string ChangedId = "openai/gpt-5.2";

    // Its accented letter shows a charset that was decoded incorrectly. The response needs several kilobytes to be truncated in parts.
    private static readonly string InitialPreferences = JsonSerializer.Serialize(new
    {
        visibleTextModels = Enumerable.Range(1, 150).Select(number => $"some/model-{number}").Prepend(ChangedId).ToDictionary(id => id, _ => true),
        modelCategories = new Dictionary<string, string> { [ChangedId] = "Caf\u00e9" },
    });

    private readonly string script;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("NanoGpt.Engine.");

    private ServiceCmdlet(string script, SandboxServer server)
    {
        this.script = script;
        Server = server;
    }

    /// <summary>
    /// Gets a command line for each cmdlet that sends requests, and for a catalog of another type. Its output is what a fault must
    /// not change. <c>$file</c> is a visibility file that differs from the saved preferences, <c>$target</c> a path without a file,
    /// and <c>$change</c> a change to undo.
    /// </summary>
    public static IReadOnlyList<string> Scripts { get; } =
    [
        "Get-NanoGptModel -Detailed | ForEach-Object { $_.Id; $_.CompletionPrice }",
        "Get-NanoGptModelVisibility | ForEach-Object { $_.Id; $_.Visible; $_.Category }",
        $"Set-NanoGptModelVisibility {ChangedId} -Visible $false",
        "Export-NanoGptModelVisibility $target",
        "Import-NanoGptModelVisibility $file",
        "Get-NanoGptUsage 2026-10-01 2026-10-31 | ForEach-Object { $_.Model; $_.NetCost }",
        "Get-NanoGptSubscription | ForEach-Object { $_.State; $_.DailyUsed; $_.MonthlyPercentUsed }",
        "Get-NanoGptBalance | ForEach-Object { $_.Usd; $_.Nano; $_.DepositAddress }",
        "Get-NanoGptModel -Type Image -Detailed | ForEach-Object { $_.Id; $_.LowestImagePrice }",
        "Get-NanoGptModelProvider deepseek/deepseek-v4-flash | ForEach-Object { $_.Provider; $_.PromptPrice }",
        "Compare-NanoGptModelVisibility $file | ForEach-Object { $_.Id; $_.Description }",
        "Undo-NanoGptModelVisibility $change",
    ];

    public static IEnumerable<string> Names => Scripts.Select(GetName);

    public string Name => GetName(script);

    public SandboxServer Server { get; }

    public EngineShell Shell { get; } = new();

    /// <summary>Gets the state after a run without a fault.</summary>
    public ServiceCmdletState Expected { get; private set; } = null!;

    /// <summary>Gets the path and query of the first request.</summary>
    public string RequestPath { get; private set; } = "";

    /// <summary>Gets the size of the response to the first request, in bytes.</summary>
    public long ResponseSize { get; private set; }

    /// <summary>Gets a value that indicates whether the cmdlet sends a request to save a change.</summary>
    public bool SavesChange { get; private set; }

    private string Target => Path.Combine(folder.FullName, "exported.json");

    private string LockPath => Path.Combine(folder.FullName, "NanoGpt.lock");

    public static async Task<ServiceCmdlet> StartAsync(string script)
    {
        var cmdlet = new ServiceCmdlet(script, await SandboxServer.StartAsync());
        EngineTest.Connect(cmdlet.Shell, cmdlet.Server.BaseUri, Accounts.Subscriber.ApiKey, SecretScan.Cookie, cmdlet.LockPath);
        foreach (var stream in (string[])["Verbose", "Debug", "Information"]) cmdlet.Shell[stream + "Preference"] = ActionPreference.Continue;
        cmdlet.Shell["target"] = cmdlet.Target;
        cmdlet.Shell["file"] = Path.Combine(cmdlet.folder.FullName, "import.json");
        cmdlet.Shell["change"] = new PSObject(new { Id = ChangedId, Visible = true, Category = "Caf\u00e9", PreviousVisible = false, PreviousCategory = "Caf\u00e9" });
        await File.WriteAllTextAsync(
            (string)cmdlet.Shell["file"]!,
            $$"""{"format":"NanoGpt.ModelVisibility/1","modelCategories":{},"visibleTextModels":{"{{ChangedId}}":false} }""");

        var result = await cmdlet.RunAsync(cmdlet.Server.BaseUri);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        cmdlet.Expected = cmdlet.GetState(result);
        var requests = cmdlet.Server.Requests;
        cmdlet.RequestPath = $"{requests[0].Path}?{requests[0].Query}".TrimEnd('?');
        cmdlet.ResponseSize = requests[0].BytesSent;
        cmdlet.SavesChange = cmdlet.Expected.Saved != ServiceCmdletState.NotSaved;
        return cmdlet;
    }

    /// <summary>
    /// Runs the command line with a base URI, from the initial state, with output to all streams. Fails if a stream, an error, or a
    /// file contains a secret.
    /// </summary>
    public async Task<EngineResult> RunAsync(Uri baseUri, int maximumRetryCount = 0, int timeoutSec = 100)
    {
        var result = await Start(baseUri, maximumRetryCount, timeoutSec).Completion;
        await AssertNoSecretAsync(result);
        return result;
    }

    /// <summary>Fails if a stream, an error, or a file contains a secret.</summary>
    public async Task AssertNoSecretAsync(EngineResult result)
    {
        await SecretScan.AssertNoSecretAsync(Shell, result);
        foreach (var file in folder.EnumerateFiles()) SecretScan.AssertNoSecret(await File.ReadAllTextAsync(file.FullName));
        ((ArrayList)Shell["Error"]!).Clear();
    }

    /// <summary>Starts the command line.</summary>
    public EngineInvocation Start(Uri baseUri, int maximumRetryCount = 0, int timeoutSec = 100)
    {
        Server.Save(Accounts.Subscriber, JsonNode.Parse(InitialPreferences)!.AsObject());
        File.Delete(Target);
        // After a request without a response, the next change would wait.
        File.Delete(LockPath);
        return Shell.Start(
            "Connect-NanoGpt -BaseUri $args[0] -MaximumRetryCount $args[1] -TimeoutSec $args[2] -MaximumResponseSize 16MB; " + script,
            baseUri, maximumRetryCount, timeoutSec);
    }

    public ServiceCmdletState GetState(EngineResult result)
    {
        var saved = Server.GetSaved(Accounts.Subscriber);
        return new(
            string.Join('\n', result.Output),
            JsonNode.DeepEquals(saved, JsonNode.Parse(InitialPreferences)) ? ServiceCmdletState.NotSaved : saved!.ToJsonString(),
            File.Exists(Target) ? File.ReadAllText(Target) : null);
    }

    public async ValueTask DisposeAsync()
    {
        Shell.Dispose();
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Gets the name of the cmdlet, and its catalog if it is specified.</summary>
    private static string GetName(string script) => Regex.Match(script, @"^\S+( -Type \w+)?").Value;
}
