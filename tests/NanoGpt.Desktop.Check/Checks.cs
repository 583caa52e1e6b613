namespace NanoGpt.Desktop.Check;

/// <summary>Runs the checks one after the other, and counts them.</summary>
internal sealed class Checks(Sandbox sandbox)
{
    private int passed;
    private int failed;

    public Sandbox Sandbox { get; } = sandbox;

    /// <summary>Runs all checks. The last line that it writes has the count.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAllAsync()
    {
        using var sandbox = Sandbox.Start();
        var checks = new Checks(sandbox);
        await AddressChecks.RunAsync(checks);
        await CredentialChecks.RunAsync(checks);
        await ModelChecks.RunAsync(checks);
        await FaultChecks.RunAsync(checks);
        await RetryChecks.RunAsync(checks);
        await WaitingChecks.RunAsync(checks);
        await VisibilityChecks.RunAsync(checks);
        await FileChecks.RunAsync(checks);
        // The last one: by now every assembly that is needed has been loaded.
        await AssemblyChecks.RunAsync(checks);
        Console.WriteLine($"{checks.passed} passed, {checks.failed} failed");
        return checks.failed == 0 && checks.passed > 0 ? 0 : 1;
    }

    /// <summary>Runs a check, which fails by an exception.</summary>
    public async Task RunAsync(string name, Func<Task> checkAsync)
    {
        try
        {
            await checkAsync();
            passed++;
            Console.WriteLine($"passed: {name}");
        }
#pragma warning disable CA1031 // Whatever it is, the other checks still run.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            failed++;
            Console.WriteLine($"FAILED: {name}: {failure}");
        }
    }

    /// <inheritdoc cref="RunAsync(string, Func{Task})"/>
    public Task RunAsync(string name, Action check) => RunAsync(name, () =>
    {
        check();
        return Task.CompletedTask;
    });
}
