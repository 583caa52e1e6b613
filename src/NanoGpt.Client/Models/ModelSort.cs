namespace NanoGpt;

/// <summary>
/// Specifies a sort order for a model list. It does not add or remove models.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public enum ModelSort
{
    /// <summary>The account's favorites first. Without an API key, the order of the service.</summary>
    Favorites,

    /// <summary>The most used models first.</summary>
    MostUsed,
}
