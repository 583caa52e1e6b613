namespace NanoGpt;

/// <summary>
/// Specifies which models a list contains. See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public enum ModelScope
{
    /// <summary>
    /// All visible text models. With the API key of a subscriber whose setting "Also show paid models" is off, only the
    /// models that the subscription includes.
    /// </summary>
    Canonical,

    /// <summary>The models that the subscription includes, regardless of the account's preferences.</summary>
    Subscription,

    /// <summary>The models that the subscription does not include.</summary>
    Paid,

    /// <summary>The models that the account made visible, or NanoGPT's defaults. Requires an API key.</summary>
    Personalized,
}
