using System.Collections.Immutable;

namespace NanoGpt.Sandbox;

/// <summary>An account of the sandbox's, with what it has saved when a server starts.</summary>
public sealed class Account
{
    /// <summary>What the account is called in the sandbox's own routes.</summary>
    public required string Name { get; init; }

    /// <summary>The account's API key.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The cookie pair that opens the cookie-authenticated routes.</summary>
    public required string Cookie { get; init; }

    /// <summary>Whether the account has a subscription.</summary>
    public bool HasSubscription { get; init; }

    /// <summary>The account's preference "Also show paid models".</summary>
    public bool ShowsPaidModels { get; init; }

    /// <summary>What the account pays for each dollar of the list price.</summary>
    public double PriceFactor { get; init; } = 1;

    /// <summary>The ids of the account's favourite models, best first.</summary>
    public ImmutableArray<string> Favorites { get; init; } = [];

    /// <summary>The saved visibility, by model id.</summary>
    public IReadOnlyDictionary<string, bool> VisibleTextModels { get; init; } = new Dictionary<string, bool>();

    /// <summary>The saved categories, by model id.</summary>
    public IReadOnlyDictionary<string, string> ModelCategories { get; init; } = new Dictionary<string, string>();
}
