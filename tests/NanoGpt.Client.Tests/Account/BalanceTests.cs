using System.Globalization;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the balance.</summary>
public sealed class BalanceTests(SandboxFixture sandbox) : AccountTest(sandbox)
{
    [Fact]
    public async Task A_balance_is_requested_with_the_key_and_without_a_body()
    {
        Server.ClearRequests();

        var (balance, request, _) = await Client().GetBalanceAsync(TestContext.Current.CancellationToken);

        Assert.Equal("POST", request.Method);
        var received = Assert.Single(Server.Requests);
        Assert.Equal(("POST", "/api/check-balance", null, Accounts.Subscriber.ApiKey), (received.Method, received.Path, received.Body, received.ApiKey));
        Assert.Equal((37.205m, 1.523400000000000001m), (balance.Usd, balance.Nano));
        Assert.StartsWith("nano_", balance.DepositAddress, StringComparison.Ordinal);
        Assert.Equal("37.205 USD", balance.ToString());
    }

    [Theory]
    [InlineData("\"129.5\"", "129.5")]
    [InlineData("\"0.00\"", "0.00")]
    [InlineData("\"-3.25\"", "-3.25")]
    [InlineData("\"0.1234567890123456789012345\"", "0.1234567890123456789012345")]
    [InlineData("12", "12")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1e-8", "0.00000001")]
    public async Task Text_is_exact_and_a_number_has_no_binary_noise(string json, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        var (balance, _, hasInvalidValue) = await ReadBalanceAsync($$"""{"usd_balance":{{json}},"nano_balance":{{json}}}""");

        Assert.False(hasInvalidValue);
        Assert.Equal(expected, balance.Usd!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(balance.Usd, balance.Nano);
        Assert.Null(balance.DepositAddress);
    }

    [Fact]
    public async Task A_missing_value_is_null()
    {
        var (balance, _, hasInvalidValue) = await ReadBalanceAsync("""{"usd_balance":null,"promo_balance":"5"}""");

        Assert.False(hasInvalidValue);
        Assert.Equal((null, null, null, ""), (balance.Usd, balance.Nano, balance.DepositAddress, balance.ToString()));
        Assert.Equal("5", balance.AdditionalProperties["promo_balance"]);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"12,50\"")]
    [InlineData("\"$5\"")]
    [InlineData("\"1e99\"")]
    [InlineData("1e99")]
    [InlineData("true")]
    [InlineData("{\"amount\":1}")]
    public async Task An_invalid_value_is_kept_and_reported(string json)
    {
        var (balance, _, hasInvalidValue) = await ReadBalanceAsync($$"""{"usd_balance":{{json}},"nano_balance":"1","nanoDepositAddress":{{json}}}""");

        Assert.True(hasInvalidValue);
        Assert.Equal((null, 1m), (balance.Usd, balance.Nano));
        Assert.Contains("usd_balance", balance.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"usd_balance\":\"1\"")]
    [InlineData("{}")]
    [InlineData("\"1\"")]
    [InlineData("{\"nanoDepositAddress\":\"nano_1\"}")]
    [InlineData("{\"error\":\"Session expired\"}")]
    public async Task A_response_without_a_balance_is_invalid(string body)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadBalanceAsync(body));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.StartsWith("The response contains no balance: it ", failure.Message, StringComparison.Ordinal);
    }
}
