using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NanoGpt.Tests;

/// <summary>Waits for a condition that another thread fulfills.</summary>
internal static class Eventually
{
    // Only a failing test waits this long.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? expression = null)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > Timeout) Assert.Fail($"It never came true: {expression}");
            await Task.Yield();
        }
    }
}
