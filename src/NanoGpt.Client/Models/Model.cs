namespace NanoGpt;

/// <summary>
/// A text model as NanoGPT lists it. A basic list says <see cref="Id"/>, <see cref="Created"/> and <see cref="OwnedBy"/>; a
/// detailed one says more. What the service did not say is null, never zero or false.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class Model : ServiceObject
{
    /// <summary>What a request names the model by, such as <c>openai/gpt-5.2</c>. Never null or empty.</summary>
    public string Id { get; internal set; } = "";

    /// <summary>The name for people. Null in a basic list.</summary>
    public string? Name { get; internal set; }

    /// <summary>Who makes the model, such as <c>openai</c>.</summary>
    public string? OwnedBy { get; internal set; }

    /// <summary>When the model came to be, in UTC.</summary>
    public DateTime? Created { get; internal set; }

    /// <summary>What the model is good for, in a sentence or more.</summary>
    public string? Description { get; internal set; }

    /// <summary>The service's own category, such as <c>flagship</c>, <c>mini</c> or <c>reasoning</c>.</summary>
    public string? Category { get; internal set; }

    /// <summary>How much the model can take in, in tokens.</summary>
    public long? ContextLength { get; internal set; }

    /// <summary>How much the model can answer at most, in tokens.</summary>
    public long? MaxOutputTokens { get; internal set; }

    /// <summary>What the model can do. Null in a basic list.</summary>
    public ModelCapabilities? Capabilities { get; internal set; }

    /// <summary>What goes in and what comes out. Null in a basic list.</summary>
    public ModelArchitecture? Architecture { get; internal set; }

    /// <summary>What the model costs, as the service said it. Null in a basic list.</summary>
    public ModelPricing? Pricing { get; internal set; }

    /// <summary>
    /// What reading the prompt costs, in USD per million tokens. Null when the service said no price, or said it in
    /// another currency or unit: see <see cref="Pricing"/>.
    /// </summary>
    public decimal? PromptPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Prompt : null;

    /// <summary>
    /// What writing the answer costs, in USD per million tokens. Null when the service said no price, or said it in
    /// another currency or unit: see <see cref="Pricing"/>.
    /// </summary>
    public decimal? CompletionPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Completion : null;

    /// <summary>
    /// The service's rough idea of the cost: text such as <c>$$</c>, or a dictionary such as <c>cheap</c>: true.
    /// </summary>
    public object? CostEstimate { get; internal set; }

    /// <summary>Whether the subscription includes the model. Null in a basic list.</summary>
    public ModelSubscription? Subscription { get; internal set; }

    /// <summary>Whether others may be trained on what the model says. Null when the service did not say.</summary>
    public DistillationPolicy? DistillationPolicy { get; internal set; }

    /// <summary>Where the model's picture is: always absolute. Null when there is none, or none that is an address.</summary>
    public Uri? IconUrl => IconPath is not null && Uri.TryCreate(Host, IconPath, out var url) ? url : null;

    /// <summary>The picture's address as it came: usually a path on the host.</summary>
    internal string? IconPath { get; set; }

    /// <summary>The host that listed the model.</summary>
    internal Uri? Host { get; set; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
