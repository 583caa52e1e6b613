using System.Text.Json.Serialization;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// A text model as NanoGPT lists it. A basic list says <see cref="Id"/>, <see cref="Created"/> and <see cref="OwnedBy"/>; a
/// detailed one says more. What the service did not say is null, never zero or false.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class Model : ServiceObject
{
    /// <summary>What a request names the model by, such as <c>openai/gpt-5.2</c>. Never null or empty.</summary>
    [JsonInclude, JsonPropertyName("id")]
    public string Id { get; internal set; } = "";

    /// <summary>The name for people. Null in a basic list.</summary>
    [JsonInclude, JsonPropertyName("name")]
    public string? Name { get; internal set; }

    /// <summary>Who makes the model, such as <c>openai</c>.</summary>
    [JsonInclude, JsonPropertyName("owned_by")]
    public string? OwnedBy { get; internal set; }

    /// <summary>When the model came to be, in UTC.</summary>
    [JsonInclude, JsonPropertyName("created"), JsonConverter(typeof(UnixTimeConverter))]
    public DateTime? Created { get; internal set; }

    /// <summary>What the model is good for, in a sentence or more.</summary>
    [JsonInclude, JsonPropertyName("description")]
    public string? Description { get; internal set; }

    /// <summary>The service's own category, such as <c>flagship</c>, <c>mini</c> or <c>reasoning</c>.</summary>
    [JsonInclude, JsonPropertyName("category")]
    public string? Category { get; internal set; }

    /// <summary>How much the model can take in, in tokens.</summary>
    [JsonInclude, JsonPropertyName("context_length"), JsonConverter(typeof(TokenCountConverter))]
    public long? ContextLength { get; internal set; }

    /// <summary>How much the model can answer at most, in tokens.</summary>
    [JsonInclude, JsonPropertyName("max_output_tokens"), JsonConverter(typeof(TokenCountConverter))]
    public long? MaxOutputTokens { get; internal set; }

    /// <summary>What the model can do. Null in a basic list.</summary>
    [JsonInclude, JsonPropertyName("capabilities")]
    public ModelCapabilities? Capabilities { get; internal set; }

    /// <summary>What goes in and what comes out. Null in a basic list.</summary>
    [JsonInclude, JsonPropertyName("architecture")]
    public ModelArchitecture? Architecture { get; internal set; }

    /// <summary>What the model costs, as the service said it. Null in a basic list.</summary>
    [JsonInclude, JsonPropertyName("pricing")]
    public ModelPricing? Pricing { get; internal set; }

    /// <summary>
    /// What reading the prompt costs, in USD per million tokens. Null when the service said no price, or said it in
    /// another currency or unit: see <see cref="Pricing"/>.
    /// </summary>
    [JsonIgnore]
    public decimal? PromptPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Prompt : null;

    /// <summary>
    /// What writing the answer costs, in USD per million tokens. Null when the service said no price, or said it in
    /// another currency or unit: see <see cref="Pricing"/>.
    /// </summary>
    [JsonIgnore]
    public decimal? CompletionPrice => Pricing is { IsUsdPerMillionTokens: true } pricing ? pricing.Completion : null;

    /// <summary>
    /// The service's rough idea of the cost: text such as <c>$$</c>, or a dictionary such as <c>cheap</c>: true.
    /// </summary>
    [JsonInclude, JsonPropertyName("cost_estimate"), JsonConverter(typeof(PlainValueConverter))]
    public object? CostEstimate { get; internal set; }

    /// <summary>Whether the subscription includes the model. Null in a basic list.</summary>
    [JsonInclude, JsonPropertyName("subscription")]
    public ModelSubscription? Subscription { get; internal set; }

    /// <summary>Whether others may be trained on what the model says. Null when the service did not say.</summary>
    [JsonInclude, JsonPropertyName("distillationPolicy")]
    public DistillationPolicy? DistillationPolicy { get; internal set; }

    /// <summary>Where the model's picture is: always absolute. Null when there is none, or none that is an address.</summary>
    [JsonIgnore]
    public Uri? IconUrl => IconPath is not null && Uri.TryCreate(Host, IconPath, out var url) ? url : null;

    /// <summary>The picture's address as it came: usually a path on the host.</summary>
    [JsonInclude, JsonPropertyName("icon_url")]
    internal string? IconPath { get; set; }

    /// <summary>Always <c>model</c>; read so that it is not taken for a field nobody knows.</summary>
    [JsonInclude, JsonPropertyName("object"), JsonConverter(typeof(IgnoredConverter))]
    internal object? ObjectType { get; set; }

    /// <summary>The host that listed the model.</summary>
    [JsonIgnore]
    internal Uri? Host { get; set; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
