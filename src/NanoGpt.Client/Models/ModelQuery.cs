namespace NanoGpt;

/// <summary>Specifies which models to list, and how. See https://docs.nano-gpt.com/api-reference/endpoint/models.</summary>
public sealed record ModelQuery
{
    /// <summary>Gets the type of the models, which selects the catalog.</summary>
    public ModelType Type { get; init; }

    /// <summary>Gets the scope, which selects the list of text models. Other types have no scopes.</summary>
    public ModelScope Scope { get; init; }

    /// <summary>Gets a value that indicates whether models include more than their id, owner, and creation time.</summary>
    public bool Detailed { get; init; }

    /// <summary>
    /// Gets the sort order of text models; <see langword="null"/> for the order of the service. Other types have no sort orders.
    /// </summary>
    public ModelSort? Sort { get; init; }

    /// <summary>
    /// Gets a value that indicates whether to send the request without the API key, so that the preferences of its account hide no
    /// models.
    /// </summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Gets a value that indicates whether the request requires an API key.</summary>
    public bool RequiresApiKey => Scope == ModelScope.Personalized || Type == ModelType.Moderation;

    /// <summary>Gets a value that indicates whether the query has a scope or a sort order although its type has none.</summary>
    internal bool HasInvalidOption => Type != ModelType.Text && (Scope != ModelScope.Canonical || Sort is not null);

    /// <summary>Gets the path and query, relative to the base address.</summary>
    internal string Path => Type switch
    {
        ModelType.Text => TextPath,
        // Without the parameter, the service decides whether to list both speech directions.
        ModelType.Audio => CatalogPath + "&type=all",
        _ => CatalogPath,
    };

    // The service's default is true, unlike for text models.
    private string CatalogPath => $"api/v1/{Type.ToString().ToLowerInvariant()}-models?detailed={(Detailed ? "true" : "false")}";

    private string TextPath
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
