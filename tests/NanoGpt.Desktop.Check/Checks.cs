namespace NanoGpt.Desktop.Check;

/// <summary>Runs the checks sequentially and counts the results.</summary>
internal sealed class Checks(Sandbox sandbox)
{
    private int passed;
    private int failed;

    public Sandbox Sandbox { get; } = sandbox;

    /// <summary>Runs all checks. The last line of output has the counts.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAllAsync()
    {
        using var sandbox = Sandbox.Start();
        var checks = new Checks(sandbox);
        await AddressChecks.RunAsync(checks);
        await CredentialChecks.RunAsync(checks);
        await ModelChecks.RunAsync(checks);
        await AccountChecks.RunAsync(checks);
        await FaultChecks.RunAsync(checks);
        await RetryChecks.RunAsync(checks);
        await WaitingChecks.RunAsync(checks);
        await VisibilityChecks.RunAsync(checks);
        await FileChecks.RunAsync(checks);
        // Last, because all required assemblies have been loaded by now.
        await AssemblyChecks.RunAsync(checks);
        Console.WriteLine($"{checks.passed} passed, {checks.failed} failed");
        return checks.failed == 0 && checks.passed > 0 ? 0 : 1;
    }

    /// <summary>Runs a check. An exception is a failure.</summary>
    public async Task RunAsync(string name, Func<Task> checkAsync)
    {
        try
        {
            await checkAsync();
            passed++;
            Console.WriteLine($"passed: {name}");
        }
#pragma warning disable CA1031 // The other checks run regardless of the failure.
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
