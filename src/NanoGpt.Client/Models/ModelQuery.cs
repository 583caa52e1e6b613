namespace NanoGpt;

/// <summary>Specifies which models to list, and how. See https://docs.nano-gpt.com/api-reference/endpoint/models.</summary>
public sealed record ModelQuery
{
    /// <summary>Gets the scope, which selects the list.</summary>
    public ModelScope Scope { get; init; }

    /// <summary>Gets a value that indicates whether models include more than their id, owner, and creation time.</summary>
    public bool Detailed { get; init; }

    /// <summary>Gets the sort order; <see langword="null"/> for the order of the service.</summary>
    public ModelSort? Sort { get; init; }

    /// <summary>Gets a value that indicates whether the request requires an API key.</summary>
    public bool RequiresApiKey => Scope == ModelScope.Personalized;

    /// <summary>Gets the path and query, relative to the base address.</summary>
    internal string Path
    {
        get
        {
            var scope = Scope == ModelScope.Canonical ? "" : Scope.ToString().ToLowerInvariant() + "/";
            string[] parameters =
            [
                .. Detailed ? ["detailed=true"] : Array.Empty<string>(),
                .. Sort is { } sort ? ["sort=" + sort.ToString().ToLowerInvariant()] : Array.Empty<string>(),
            ];
            return $"api/{scope}v1/models" + (parameters.Length == 0 ? "" : "?" + string.Join("&", parameters));
        }
    }
}
