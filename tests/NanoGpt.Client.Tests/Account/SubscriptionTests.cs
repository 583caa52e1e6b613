using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the subscription.</summary>
public sealed class SubscriptionTests(SandboxFixture sandbox) : AccountTest(sandbox)
{
    [Fact]
    public async Task A_subscription_has_the_values_of_the_service()
    {
        var (subscription, request, hasInvalidValue) = await ReadSubscriptionAsync("""
            {"active":true,"limits":{"daily":800,"monthly":20000,"weekly":5000},"enforceDailyLimit":false,
             "daily":{"used":92,"remaining":708,"percentUsed":0.11500000000000002,"resetAt":1795564800000},
             "monthly":{"used":5100,"remaining":14900,"percentUsed":0.255,"resetAt":"1796083200000","burst":2},
             "period":{"currentPeriodEnd":"2026-12-01T23:59:59.000Z"},"state":"grace","graceUntil":"2026-12-04T00:00:00+01:00","plan":"pro"}
            """);

        Assert.False(hasInvalidValue);
        Assert.Equal("GET", request.Method);
        Assert.Equal((true, "grace", false), (subscription.Active, subscription.State, subscription.DailyLimitEnforced));
        Assert.Equal((800L, 92L, 708L, 11.5m), (subscription.DailyLimit, subscription.DailyUsed, subscription.DailyRemaining, subscription.DailyPercentUsed));
        Assert.Equal((20_000L, 5_100L, 14_900L, 25.5m), (subscription.MonthlyLimit, subscription.MonthlyUsed, subscription.MonthlyRemaining, subscription.MonthlyPercentUsed));
        Assert.Equal((new DateTime(2026, 11, 25), new DateTime(2026, 12, 1)), (subscription.DailyResetAt, subscription.MonthlyResetAt));
        Assert.Equal((new DateTime(2026, 12, 1, 23, 59, 59), new DateTime(2026, 12, 3, 23, 0, 0)), (subscription.PeriodEnd, subscription.GraceUntil));
        Assert.All(
            [subscription.DailyResetAt, subscription.MonthlyResetAt, subscription.PeriodEnd, subscription.GraceUntil],
            time => Assert.Equal(DateTimeKind.Utc, time!.Value.Kind));
        Assert.Equal(["limits.weekly", "monthly.burst", "plan"], subscription.AdditionalProperties.Keys);
        Assert.Equal("grace", subscription.ToString());
    }

    [Theory]
    [InlineData("""{"active":false}""")]
    [InlineData("""{"active":false,"limits":null,"enforceDailyLimit":null,"daily":null,"monthly":null,"period":null,"state":null,"graceUntil":null}""")]
    [InlineData("""
        {"active":false,"limits":{"daily":null},"daily":{"used":null,"remaining":null,"percentUsed":null,"resetAt":null},"monthly":{},
         "period":{"currentPeriodEnd":null}}
        """)]
    public async Task A_missing_value_is_null(string body)
    {
        var (subscription, _, hasInvalidValue) = await ReadSubscriptionAsync(body);

        Assert.False(hasInvalidValue);
        Assert.False(subscription.Active);
        Assert.All(
            typeof(Subscription).GetProperties().Where(property => property.Name is not (nameof(Subscription.Active) or nameof(Subscription.AdditionalProperties))),
            property => Assert.Null(property.GetValue(subscription)));
        Assert.Empty(subscription.AdditionalProperties);
    }

    [Fact]
    public async Task An_invalid_value_is_kept_and_reported()
    {
        var (subscription, _, hasInvalidValue) = await ReadSubscriptionAsync("""
            {"active":"yes","limits":5,"daily":{"used":-1,"remaining":1.5,"percentUsed":1e27,"resetAt":"never"},"state":7}
            """);

        Assert.True(hasInvalidValue);
        Assert.Equal((null, null, -1L), (subscription.Active, subscription.State, subscription.DailyUsed));
        Assert.Equal((null, null, null), (subscription.DailyRemaining, subscription.DailyPercentUsed, subscription.DailyResetAt));
        Assert.Equal(["active", "limits", "daily.remaining", "daily.percentUsed", "daily.resetAt", "state"], subscription.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"active\":true")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"error\":\"no\",\"status\":401}")]
    public async Task A_response_without_a_subscription_is_invalid(string body)
    {
        var failure = await Assert.ThrowsAsync<NanoGptException>(() => ReadSubscriptionAsync(body));

        Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
        Assert.StartsWith("The response contains no subscription: it ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_belongs_to_the_account_of_the_key()
    {
        var (active, _, _) = await Client().GetSubscriptionAsync(TestContext.Current.CancellationToken);
        var (inactive, _, _) = await Client(key: Accounts.Payer.ApiKey).GetSubscriptionAsync(TestContext.Current.CancellationToken);

        Assert.Equal((true, "active", 1_269L, 36.55m), (active.Active, active.State, active.DailyRemaining, active.DailyPercentUsed));
        Assert.Equal(TimeSpan.Zero, active.DailyResetAt!.Value.TimeOfDay);
        Assert.Equal((false, "inactive", null), (inactive.Active, inactive.State, inactive.DailyRemaining));
    }
}
