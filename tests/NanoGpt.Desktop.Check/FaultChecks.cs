namespace NanoGpt.Desktop.Check;

internal static class FaultChecks
{
    private static readonly (string Fault, NanoGptErrorKind Kind)[] Failing =
    [
        ("status=400", NanoGptErrorKind.InvalidRequest),
        ("status=401,code=missing_api_key", NanoGptErrorKind.Unauthorized),
        ("status=402", NanoGptErrorKind.InsufficientBalance),
        ("status=403", NanoGptErrorKind.Forbidden),
        ("status=404", NanoGptErrorKind.NotFound),
        ("status=408", NanoGptErrorKind.TimedOut),
        ("status=409", NanoGptErrorKind.Conflict),
        ("status=413", NanoGptErrorKind.RequestTooLarge),
        ("status=429", NanoGptErrorKind.RateLimited),
        ("status=429,code=daily_rpd_limit_exceeded", NanoGptErrorKind.DailyLimitReached),
        ("status=500", NanoGptErrorKind.ServiceFailed),
        ("status=503", NanoGptErrorKind.ServiceFailed),
        ("status=504", NanoGptErrorKind.TimedOut),
        ("drop", NanoGptErrorKind.ConnectionFailed),
        ("reset=0", NanoGptErrorKind.ConnectionFailed),
        ("reset=2500", NanoGptErrorKind.ConnectionFailed),
        ("truncate=300", NanoGptErrorKind.InvalidResponse),
        ("html", NanoGptErrorKind.InvalidResponse),
        ("empty", NanoGptErrorKind.InvalidResponse),
        ("encoding=br", NanoGptErrorKind.InvalidResponse),
        ("encoding=deflate", NanoGptErrorKind.InvalidResponse),
        ("encoding=gzip,truncate=300", NanoGptErrorKind.InvalidResponse),
        ("redirect=302,to=https://example.com/", NanoGptErrorKind.Redirected),
        ("loop", NanoGptErrorKind.Redirected),
        ("bomb=4", NanoGptErrorKind.ResponseTooLarge),
    ];

    private static readonly string[] Succeeding =
    [
        "encoding=gzip",
        "bom",
        "charset=utf-16",
        "charset=iso-8859-1",
        "content-type=text/html",
        "redirect=307,to=/api/v1/models?detailed=true",
    ];

    public static async Task RunAsync(Checks checks)
    {
        var sandbox = checks.Sandbox;
        foreach (var (fault, kind) in Failing)
            await checks.RunAsync($"{fault}: {kind}", async () =>
            {
                var failure = await Calls.FailAsync(Calls.Options(sandbox.Fault(fault)) with { MaximumResponseSize = 1024 * 1024 });
                Expect.True(failure.Kind == kind, $"{kind}, not {failure}");
            });
        await checks.RunAsync("refused connection: ConnectionFailed", async () =>
            Expect.Equal(NanoGptErrorKind.ConnectionFailed, (await Calls.FailAsync(Calls.Options(new("http://127.0.0.1:1/")))).Kind));
        foreach (var fault in Succeeding)
            await checks.RunAsync($"{fault}: succeeds", async () =>
            {
                var query = new ModelQuery { Detailed = true };
                var expected = await Calls.ListAsync(sandbox.BaseUri, query);
                var models = await Calls.ListAsync(sandbox.Fault(fault), query);
                Expect.SameItems(expected.Select(model => model.Id), models.Select(model => model.Id));
            });
        await checks.RunAsync("Accept-Encoding is gzip", async () =>
        {
            await sandbox.ClearRequestsAsync();
            await Calls.ListAsync(sandbox.BaseUri);
            Expect.Equal("gzip", (await sandbox.GetRequestsAsync())[0].GetProperty("acceptEncoding").GetString());
        });
    }
}
