using NanoGpt.Tests;

namespace NanoGpt.Desktop.Check;

internal static class RetryChecks
{
    public static async Task RunAsync(Checks checks)
    {
        await checks.RunAsync("Retry-After is waited for, and the request sent again", async () =>
        {
            var (models, waits) = await RetryAsync(checks.Sandbox.Fault("status=429,retry-after=7,times=1"));
            Expect.True(models.Count > 0, "models");
            Expect.SameItems(["00:00:07"], waits.Select(wait => wait.ToString()));
        });
        await checks.RunAsync("a dropped connection is retried", async () =>
        {
            var (models, waits) = await RetryAsync(checks.Sandbox.Fault("drop,times=2"));
            Expect.True(models.Count > 0, "models");
            // .NET Framework's own HTTP stack may have sent one request again by itself.
            Expect.True(waits.Count is 1 or 2, "one or two waits");
        });
        await checks.RunAsync("retries end", async () =>
        {
            var failure = await Calls.FailAsync(Calls.Options(checks.Sandbox.Fault("status=503")) with { MaximumRetryCount = 2 });
            Expect.Equal((NanoGptErrorKind.ServiceFailed, 3), (failure.Kind, failure.Request.Attempt));
        });
        await checks.RunAsync("an hour is not waited for", async () =>
        {
            var failure = await Calls.FailAsync(Calls.Options(checks.Sandbox.Fault("status=429,retry-after=3600")) with { MaximumRetryCount = 3 });
            Expect.Equal((NanoGptErrorKind.RateLimited, 1, TimeSpan.FromHours(1)), (failure.Kind, failure.Request.Attempt, failure.RetryAfter));
        });
    }

    private static async Task<(List<Model> Models, IReadOnlyList<TimeSpan> Waits)> RetryAsync(Uri baseUri)
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        var models = await Calls.ListAsync(Calls.Options(baseUri) with { MaximumRetryCount = 3, TimeProvider = timeProvider });
        return (models, timeProvider.Delays);
    }
}
