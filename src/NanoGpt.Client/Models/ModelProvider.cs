namespace NanoGpt;

/// <summary>
/// A provider that hosts a model. A value that the service did not send is <see langword="null"/>.
/// See https://docs.nano-gpt.com/api-reference/miscellaneous/provider-selection.
/// </summary>
public sealed class ModelProvider : ServiceObject
{
    /// <summary>Gets the id that the providers were requested with.</summary>
    public string ModelId { get; internal set; } = "";

    /// <summary>
    /// Gets the name of the provider, which the <c>X-Provider</c> header of a request selects. Never <see langword="null"/> or
    /// empty.
    /// </summary>
    public string Provider { get; internal set; } = "";

    /// <summary>Gets a value that indicates whether the provider is available; <see langword="null"/> if unspecified.</summary>
    public bool? Available { get; internal set; }

    /// <summary>
    /// Gets the prompt price in USD per million tokens if the provider is selected; <see langword="null"/> if unknown.
    /// </summary>
    public decimal? PromptPrice { get; internal set; }

    /// <summary>
    /// Gets the completion price in USD per million tokens if the provider is selected; <see langword="null"/> if unknown.
    /// </summary>
    public decimal? CompletionPrice { get; internal set; }

    /// <summary>
    /// Gets a value that indicates whether the prices are those of the model without provider selection, because the provider
    /// has none of its own.
    /// </summary>
    public bool IsDefaultPrice { get; internal set; }

    /// <summary>
    /// Gets a value that indicates whether the output of the provider may be used to train other models; <see langword="null"/>
    /// if unspecified.
    /// </summary>
    public DistillationPolicy? DistillationPolicy { get; internal set; }

    /// <summary>Returns the name of the provider.</summary>
    public override string ToString() => Provider;
}
