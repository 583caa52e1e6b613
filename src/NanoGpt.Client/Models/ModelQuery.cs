namespace NanoGpt;

/// <summary>Which models to list, and how. See https://docs.nano-gpt.com/api-reference/endpoint/models.</summary>
public sealed record ModelQuery
{
    /// <summary>Which list.</summary>
    public ModelScope Scope { get; init; }

    /// <summary>Whether each model says more than its id, its owner and when it came to be.</summary>
    public bool Detailed { get; init; }

    /// <summary>The order. Null: the list's own.</summary>
    public ModelSort? Sort { get; init; }

    /// <summary>Whether the service lists this only to whoever has an API key.</summary>
    public bool RequiresApiKey => Scope == ModelScope.Personalized;

    /// <summary>Path and query below the base address.</summary>
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
