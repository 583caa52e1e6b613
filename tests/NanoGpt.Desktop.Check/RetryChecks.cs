using NanoGpt.Tests;

namespace NanoGpt.Desktop.Check;

internal static class RetryChecks
{
    public static async Task RunAsync(Checks checks)
    {
        await checks.RunAsync("request is retried after Retry-After", async () =>
        {
            var (models, delays) = await RetryAsync(checks.Sandbox.Fault("status=429,retry-after=7,times=1"));
            Expect.True(models.Count > 0, "models");
            Expect.SameItems(["00:00:07"], delays.Select(delay => delay.ToString()));
        });
        await checks.RunAsync("dropped connection is retried", async () =>
        {
            var (models, delays) = await RetryAsync(checks.Sandbox.Fault("drop,times=2"));
            Expect.True(models.Count > 0, "models");
            // The HTTP stack of .NET Framework can resend one request itself.
            Expect.True(delays.Count is 1 or 2, "one or two delays");
        });
        await checks.RunAsync("number of retries is limited", async () =>
        {
            var failure = await Calls.FailAsync(Calls.Options(checks.Sandbox.Fault("status=503")) with { MaximumRetryCount = 2 });
            Expect.Equal((NanoGptErrorKind.ServiceFailed, 3), (failure.Kind, failure.Request.Attempt));
        });
        await checks.RunAsync("Retry-After of one hour is not waited for", async () =>
        {
            var failure = await Calls.FailAsync(Calls.Options(checks.Sandbox.Fault("status=429,retry-after=3600")) with { MaximumRetryCount = 3 });
            Expect.Equal((NanoGptErrorKind.RateLimited, 1, TimeSpan.FromHours(1)), (failure.Kind, failure.Request.Attempt, failure.RetryAfter));
        });
    }

    private static async Task<(List<Model> Models, IReadOnlyList<TimeSpan> Delays)> RetryAsync(Uri baseUri)
    {
        var timeProvider = new AutoAdvanceTimeProvider();
        var models = await Calls.ListAsync(Calls.Options(baseUri) with { MaximumRetryCount = 3, TimeProvider = timeProvider });
        return (models, timeProvider.Delays);
    }
}
