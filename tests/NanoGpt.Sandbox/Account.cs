using System.Collections.Immutable;

namespace NanoGpt.Sandbox;

/// <summary>An account of the sandbox and its initial preferences.</summary>
public sealed class Account
{
    /// <summary>Gets the name of the account in the control routes.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Gets the session cookie as a <c>name=value</c> pair.</summary>
    public required string Cookie { get; init; }

    /// <summary>Gets a value that indicates whether the account has a subscription.</summary>
    public bool HasSubscription { get; init; }

    /// <summary>Gets the preference "Also show paid models".</summary>
    public bool ShowsPaidModels { get; init; }

    /// <summary>Gets the factor by which list prices are multiplied for the account.</summary>
    public double PriceFactor { get; init; } = 1;

    /// <summary>Gets the ids of the favorite models, most preferred first.</summary>
    public ImmutableArray<string> Favorites { get; init; } = [];

    /// <summary>Gets the initially saved visibility by model id.</summary>
    public IReadOnlyDictionary<string, bool> VisibleTextModels { get; init; } = new Dictionary<string, bool>();

    /// <summary>Gets the initially saved categories by model id.</summary>
    public IReadOnlyDictionary<string, string> ModelCategories { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the usage of the API key.</summary>
    public AccountUsage Usage { get; init; } = new([]);

    /// <summary>Gets the subscription and its remaining allowance.</summary>
    public AccountSubscription Subscription { get; init; } = AccountSubscription.None;

    /// <summary>Gets the balance in USD, as text.</summary>
    public required string UsdBalance { get; init; }

    /// <summary>Gets the balance in Nano, as text.</summary>
    public required string NanoBalance { get; init; }

    /// <summary>Gets the address for deposits of Nano.</summary>
    public required string DepositAddress { get; init; }
}
