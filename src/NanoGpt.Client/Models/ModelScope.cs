namespace NanoGpt;

/// <summary>Which list of models. See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.</summary>
public enum ModelScope
{
    /// <summary>
    /// All visible text models; with the key of a subscriber who has "Also show paid models" off, the included ones only.
    /// </summary>
    Canonical,

    /// <summary>The models that the subscription includes, whatever the account prefers.</summary>
    Subscription,

    /// <summary>The models that the subscription does not include.</summary>
    Paid,

    /// <summary>The models that the account marked visible, or NanoGPT's defaults. Needs an API key.</summary>
    Personalized,
}
