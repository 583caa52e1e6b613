namespace NanoGpt;

/// <summary>
/// Represents a model in a NanoGPT model list. A basic list contains <see cref="Id"/>, <see cref="Created"/>, and
/// <see cref="OwnedBy"/>; a detailed list contains more. A value that the service did not send is <see langword="null"/>,
/// never zero or <see langword="false"/>.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class Model : ServiceObject
{
    /// <summary>Gets the id that requests use, such as <c>openai/gpt-5.2</c>. Never <see langword="null"/> or empty.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>Gets the catalog that lists the model.</summary>
    public ModelType Type { get; internal set; }

    /// <summary>Gets the display name; <see langword="null"/> in a basic list.</summary>
    public string? Name { get; internal set; }

    /// <summary>Gets the owner, such as <c>openai</c>.</summary>
    public string? OwnedBy { get; internal set; }

    /// <summary>Gets the creation time in UTC.</summary>
    public DateTime? Created { get; internal set; }

    /// <summary>Gets the description, one or more sentences.</summary>
    public string? Description { get; internal set; }

    /// <summary>
    /// Gets the category that the service assigns, such as <c>flagship</c>, <c>mini</c>, or <c>reasoning</c>.
    /// </summary>
    public string? Category { get; internal set; }

    /// <summary>Gets the context length in tokens.</summary>
    public long? ContextLength { get; internal set; }

    /// <summary>Gets the maximum output in tokens.</summary>
    public long? MaxOutputTokens { get; internal set; }

    /// <summary>Gets the maximum input of an embedding model in tokens.</summary>
    public long? MaxInputTokens { get; internal set; }

    /// <summary>Gets the default number of dimensions of an embedding.</summary>
    public long? Dimensions { get; internal set; }

    /// <summary>Gets the maximum number of dimensions of an embedding.</summary>
    public long? MaxDimensions { get; internal set; }

    /// <summary>Gets a value that indicates whether a request can specify the number of dimensions of an embedding.</summary>
    public bool? SupportsDimensions { get; internal set; }

    /// <summary>Gets the capabilities; <see langword="null"/> in a basic list.</summary>
    public ModelCapabilities? Capabilities { get; internal set; }

    /// <summary>Gets the input and output modalities; <see langword="null"/> in a basic list.</summary>
    public ModelArchitecture? Architecture { get; internal set; }

    /// <summary>
    /// Gets the parameters of a request and their values by the names that the service uses, usually a dictionary such as
    /// <c>resolutions: 1024x1024, max_images: 4</c>. Text models have none.
    /// </summary>
    public object? SupportedParameters { get; internal set; }

    /// <summary>Gets the tags, such as <c>fast</c>; <see langword="null"/> if unspecified.</summary>
    public IReadOnlyList<string>? Tags { get; internal set; }

    /// <summary>Gets the prices as the service sent them; <see langword="null"/> in a basic list.</summary>
    public ModelPricing? Pricing { get; internal set; }

    /// <summary>
    /// Gets the prompt price in USD per million tokens, for an embedding model the price of its input;
    /// <see langword="null"/> if the service sent no price, or a price in another currency or unit (see
    /// <see cref="Pricing"/>).
    /// </summary>
    public decimal? PromptPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Prompt ?? pricing.PerMillionTokens : null;

    /// <summary>
    /// Gets the completion price in USD per million tokens; <see langword="null"/> if the service sent no price, or a
    /// price in another currency or unit (see <see cref="Pricing"/>).
    /// </summary>
    public decimal? CompletionPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Completion : null;

    /// <summary>
    /// Gets the price of an image in the cheapest size, in USD; <see langword="null"/> if the service sent no price per image,
    /// or a price in another currency (see <see cref="Pricing"/>).
    /// </summary>
    public decimal? LowestImagePrice => Pricing is { IsUsd: true, PerImage: { Count: > 0 } prices } ? prices.Values.Min() : null;

    /// <summary>
    /// Gets the service's cost estimate: text such as <c>$$</c>, or a dictionary such as <c>cheap: true</c>.
    /// </summary>
    public object? CostEstimate { get; internal set; }

    /// <summary>
    /// Gets a value that indicates whether the subscription includes the model; <see langword="null"/> in a basic list.
    /// </summary>
    public ModelSubscription? Subscription { get; internal set; }

    /// <summary>
    /// Gets a value that indicates whether the model's output may be used to train other models; <see langword="null"/> if unspecified.
    /// </summary>
    public DistillationPolicy? DistillationPolicy { get; internal set; }

    /// <summary>
    /// Gets the absolute address of the model's icon; <see langword="null"/> if there is none or its address is invalid.
    /// </summary>
    public Uri? IconUrl => IconPath is not null && Uri.TryCreate(Host, IconPath, out var url) ? url : null;

    /// <summary>Gets or sets the address of the icon as the service sent it, usually a path on the host.</summary>
    internal string? IconPath { get; set; }

    /// <summary>Gets or sets the base address of the service that listed the model.</summary>
    internal Uri? Host { get; set; }

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;
}
