using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>The base class of tests of the usage, the subscription, and the balance.</summary>
public abstract class AccountTest(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private protected NanoGptClient Client(Uri? baseUri = null, string? key = null) =>
        new(TestClient.Options(baseUri ?? Server.BaseUri, key ?? Accounts.Subscriber.ApiKey));

    /// <summary>Reads the usage by model from a response.</summary>
    private protected Task<ServiceResponse<UsageReport>> ReadUsageAsync(string body, UsageQuery? query = null, string? key = null) =>
        Client(Server.AddResponse(body), key).GetUsageAsync(query ?? new(), TestContext.Current.CancellationToken);

    private protected Task<ServiceResponse<Subscription>> ReadSubscriptionAsync(string body, string? key = null) =>
        Client(Server.AddResponse(body), key).GetSubscriptionAsync(TestContext.Current.CancellationToken);

    private protected Task<ServiceResponse<Balance>> ReadBalanceAsync(string body, string? key = null) =>
        Client(Server.AddResponse(body), key).GetBalanceAsync(TestContext.Current.CancellationToken);
}
