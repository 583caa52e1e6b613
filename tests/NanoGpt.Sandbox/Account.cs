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
}
