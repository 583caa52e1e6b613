using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests failures of the requests for the usage, the subscription, and the balance.</summary>
public sealed class AccountFailureTests(SandboxFixture sandbox) : AccountTest(sandbox)
{
    private const string Key = SecretLeakScanner.Key;
    private const string NotReady = "status=503,type=usage_not_ready,message=Usage is being rolled up";

    private readonly AutoAdvanceTimeProvider timeProvider = new();
    private readonly List<RetryAttempt> retries = [];

    public static TheoryData<string> Calls { get; } = ["usage", "subscription", "balance"];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_transient_failure_is_retried(string call)
    {
        await CallAsync(call, $"status=503,times=2,tag={call}");

        Assert.Equal(2, retries.Count);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_lost_connection_is_retried(string call)
    {
        await CallAsync(call, $"drop,times=1,tag={call}");

        Assert.Single(retries);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_invalid_key_is_not_authorized(string call)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => CallAsync(call, fault: null, Key));

        Assert.Equal((NanoGptErrorKind.Unauthorized, "invalid_api_key"), (failure.Kind, failure.Code));
        Assert.Empty(retries);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_key_in_a_response_is_redacted(string call)
    {
        var echo = $$"""
            {"active":true,"state":"{{Key}}","usd_balance":"{{Key}}","nanoDepositAddress":"{{Key}}","{{Key}}":["{{Key}}"],
             "byModel":[{"model":"{{Key}}","date":"{{Key}}","{{Key}}":1}],"source":{"liveDays":["{{Key}}"]} }
            """;

        var response = await CallAsync(call, Server.AddResponse(echo), Key);

        SecretLeakScanner.AssertNotIn(response);
        SecretLeakScanner.AssertNotIn(response.AdditionalProperties);
    }

    [Theory]
    [InlineData("usage", "{\"{0}\":1}")]
    [InlineData("subscription", "{\"{0}\":1}")]
    [InlineData("balance", "{\"{0}\":1}")]
    [InlineData("balance", "{0}")]
    [InlineData("balance", "{\"usd_balance\":\"{0}")]
    public async Task A_key_in_an_invalid_response_is_redacted(string call, string body)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() =>
            CallAsync(call, Server.AddResponse(body.Replace("{0}", Key, StringComparison.Ordinal)), Key));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        SecretLeakScanner.AssertNotIn(failure);
    }

    [Fact]
    public async Task A_report_that_is_not_ready_is_retried()
    {
        await CallAsync("usage", NotReady + ",times=1");

        var failure = Assert.Single(retries).Failure;
        Assert.Equal((NanoGptErrorKind.UsageNotReady, 503, "usage_not_ready"), (failure.Kind, failure.StatusCode, failure.ErrorType));
    }

    [Theory]
    [InlineData(NotReady, "NanoGPT has not computed the usage report yet. Retry later, or request fewer days. The service returned: Usage is being rolled up (HTTP 503, attempt 4, request id ")]
    [InlineData("status=503,type=usage_not_ready,message=", "NanoGPT has not computed the usage report yet. Retry later, or request fewer days (HTTP 503, attempt 4, request id ")]
    public async Task A_report_that_stays_not_ready_has_its_own_message(string fault, string start)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => CallAsync("usage", fault));

        Assert.Equal(NanoGptErrorKind.UsageNotReady, failure.Kind);
        Assert.StartsWith(start, failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, retries.Count);
    }

    [Theory]
    [InlineData("status=500,type=usage_not_ready")]
    [InlineData("status=503,type=server_error")]
    public async Task Another_failure_of_the_service_is_not_a_report_that_is_not_ready(string fault)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => CallAsync("usage", fault));

        Assert.Equal(NanoGptErrorKind.ServiceFailed, failure.Kind);
    }

    [Fact]
    public async Task A_redirect_of_the_balance_request_is_followed_only_if_it_remains_a_POST()
    {
        await CallAsync("balance", "redirect=307,to=/api/check-balance");

        var failure = await Assert.ThrowsAsync<NanoGptException>(() => CallAsync("balance", "redirect=302,to=/api/check-balance"));
        Assert.Equal(NanoGptErrorKind.Redirected, failure.Kind);
    }

    private Task<ServiceObject> CallAsync(string call, string? fault, string? key = null) =>
        CallAsync(call, fault is null ? Server.BaseUri : Server.GetFaultUri(fault), key);

    private async Task<ServiceObject> CallAsync(string call, Uri baseUri, string? key)
    {
        var client = new NanoGptClient(TestClient.Options(baseUri, key ?? Accounts.Subscriber.ApiKey) with
        {
            MaximumRetryCount = 3,
            TimeProvider = timeProvider,
            OnRetry = retries.Add,
        });
        var cancellationToken = TestContext.Current.CancellationToken;
        return call switch
        {
            "usage" => (await client.GetUsageAsync(new(), cancellationToken)).Value,
            "subscription" => (await client.GetSubscriptionAsync(cancellationToken)).Value,
            _ => (await client.GetBalanceAsync(cancellationToken)).Value,
        };
    }
}
