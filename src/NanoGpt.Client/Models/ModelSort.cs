namespace NanoGpt;

/// <summary>
/// An order other than the list's own; it never adds a model or hides one.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public enum ModelSort
{
    /// <summary>The account's favourites first. Without an API key, the list's own order.</summary>
    Favorites,

    /// <summary>The most used first.</summary>
    MostUsed,
}
