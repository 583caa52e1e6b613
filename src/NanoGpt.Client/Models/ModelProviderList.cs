namespace NanoGpt;

/// <summary>
/// The providers that host a model. See https://docs.nano-gpt.com/api-reference/miscellaneous/provider-selection.
/// </summary>
public sealed class ModelProviderList : ServiceObject
{
    /// <summary>Gets the id that the service uses for the model; <see langword="null"/> if unspecified.</summary>
    public string? CanonicalId { get; internal set; }

    /// <summary>Gets the display name of the model; <see langword="null"/> if unspecified.</summary>
    public string? DisplayName { get; internal set; }

    /// <summary>
    /// Gets a value that indicates whether a request can select a provider. If it is <see langword="false"/>, there are no
    /// <see cref="Providers"/>.
    /// </summary>
    public bool SupportsProviderSelection { get; internal set; }

    /// <summary>Gets the providers in the order of the service.</summary>
    public IReadOnlyList<ModelProvider> Providers { get; internal set; } = [];

    /// <summary>Gets the number of entries that were skipped because they have no provider name.</summary>
    public int SkippedEntryCount { get; internal set; }
}
