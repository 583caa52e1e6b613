using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Tests what a cmdlet shows while it waits for a retry, and that a stopped command sends nothing more. The client tests test when
/// and how often a request is retried.
/// </summary>
public sealed class RetryTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string WaitActivity = "Waiting for NanoGPT";
    private const string Id = "openai/gpt-5.2";

    public static TheoryData<string> Stops { get; } =
    [
        "$ProgressPreference = 'Stop'; {0}",
        "{0} -Verbose 4>&1 | ForEach-Object {{ if (\"$_\" -like 'Retrying*') {{ throw 'Stop.' }} }}",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void MaximumRetryCount_limits_the_attempts(int count)
    {
        Connect(Shell, Fault("status=503"));

        var error = Error("Connect-NanoGpt -MaximumRetryCount $args[0]; Get-NanoGptModel", count);

        Assert.Equal("ServiceFailed", IdOf(error));
        Assert.Equal(1 + count, ((NanoGptException)error.Exception).Request.Attempt);
        Assert.Equal(1 + count, Server.Requests.Count);
    }

    [Fact]
    public void Verbose_output_has_each_attempt_and_the_number_and_reason_of_each_retry()
    {
        Connect(Shell, Fault("status=503,times=2,message=Back soon"));

        var lines = Shell.Run("Get-NanoGptModel -Verbose").Verbose;

        Assert.Collection(
            lines,
            line => Assert.Matches("^GET http://.*/api/v1/models: HTTP 503, ", line),
            line => Assert.Matches(@"^Retrying in [\d.,]+ s \(retry 1\): Back soon \(HTTP 503, [^)]+\)\.", line),
            line => Assert.Matches("^GET http://.*/api/v1/models: HTTP 503, ", line),
            line => Assert.Matches(@"^Retrying in [\d.,]+ s \(retry 2\): Back soon \(HTTP 503, attempt 2, [^)]+\)\.", line),
            line => Assert.Matches("^GET http://.*/api/v1/models: HTTP 200, .* models, ", line));
    }

    [Fact]
    public void Progress_shows_the_reason_and_the_seconds_left_and_ends()
    {
        Connect(Shell, Fault("status=503,retry-after=3,times=1,message=Back soon"));

        var records = Shell.Run("Get-NanoGptModel").Progress.Where(record => record.Activity == WaitActivity).ToList();

        Assert.Equal(3, records[0].SecondsRemaining);
        Assert.StartsWith("Retrying in 3 s: Back soon (HTTP 503, ", records[0].StatusDescription, StringComparison.Ordinal);
        Assert.InRange(records[0].PercentComplete, 0, 49);
        var seconds = records.Select(record => record.SecondsRemaining).ToList();
        Assert.Contains(seconds, left => left is 1 or 2);
        Assert.Equal(seconds.OrderDescending(), seconds);
        Assert.Single(records.Select(record => record.ActivityId).Distinct());
        Assert.Equal(records[^1], Assert.Single(records, record => record.RecordType == ProgressRecordType.Completed));
    }

    [Fact]
    public void Without_a_wait_there_is_no_progress()
    {
        var result = Shell.Run("Get-NanoGptModel -Verbose");

        Assert.DoesNotContain(result.Progress, record => record.Activity == WaitActivity);
        Assert.DoesNotContain(result.Verbose, line => line.StartsWith("Retrying", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_stopped_command_does_not_wait_for_the_retry()
    {
        // Without a stop, the wait would take 100 seconds, which is almost the timeout of this test.
        Connect(Shell, Fault("status=503,retry-after=100"));
        var invocation = Shell.Start("Get-NanoGptModel");
        await invocation.WaitForProgressAsync(WaitActivity);

        var result = await invocation.StopAsync();

        Assert.True(result.IsStopped);
        Assert.Empty(result.Errors);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_command_that_ends_while_it_waits_sends_no_further_request(string stop)
    {
        Connect(Shell, Fault("status=503,retry-after=1,times=1"));

        AssertStopped(stop, "Get-NanoGptModel");

        // The two waits of this call end later than the stopped wait would have ended.
        using var other = new EngineShell();
        Connect(other, Fault("status=503,retry-after=1,times=2"));
        Assert.NotEmpty(other.Run("Get-NanoGptModel").Output);
        Assert.Equal(1 + 3, Server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public void A_command_that_ends_while_it_waits_sends_no_change(string stop)
    {
        Server.Save(Account, new JsonObject());
        Connect(Shell, Fault("status=503,retry-after=1,method=POST,times=1"));

        AssertStopped(stop, $"Set-NanoGptModelVisibility {Id} -Category Stopped");

        // The lock serializes changes: this change waits until the other operation has ended.
        using var other = new EngineShell();
        Connect(other);
        Assert.Empty(other.Run("Set-NanoGptModelVisibility openai/gpt-5.5 -Category Changed").Errors);
        Assert.Equal(2, Server.Requests.Count(request => request.Method == "POST"));
        Assert.Equal(["openai/gpt-5.5"], Server.GetSaved(Account)!["modelCategories"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("date+3600")]
    public void A_delay_beyond_the_limit_is_an_error_that_says_when_to_retry(string retryAfter)
    {
        Connect(Shell, Fault($"status=429,retry-after={retryAfter}"));
        var before = DateTime.UtcNow;

        var error = Error("Get-NanoGptModel");

        var after = DateTime.UtcNow;
        Assert.Single(Server.Requests);
        Assert.Equal("RateLimited", IdOf(error));
        Assert.Matches(@"Retry after \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$", error.ToString());
        var time = DateTime.ParseExact(error.ToString()[^24..^5], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        // Dates in headers and messages have no fractions of a second.
        Assert.InRange(time, before.AddSeconds(3598), after.AddSeconds(3600));
        Assert.Matches(@"in 3[56]\d\d s", error.ErrorDetails.RecommendedAction);
    }

    private void AssertStopped(string stop, string command)
    {
        var result = Shell.Run(string.Format(CultureInfo.InvariantCulture, stop, command));

        Assert.Matches("^ActionPreferenceStop,|^Stop", result.TerminatingError!.FullyQualifiedErrorId);
    }
}
