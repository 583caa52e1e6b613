using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoGpt.Benchmarks;

/// <summary>A list, with the client's types as a serializer would have them: the same properties of the same types.</summary>
public sealed record ListedModels(List<ListedModel> Data);

/// <summary>A model.</summary>
public sealed class ListedModel : ListedObject
{
    public string Id { get; set; } = "";

    [JsonPropertyName("object")]
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? OwnedBy { get; set; }

    public long? Created { get; set; }

    public string? Description { get; set; }

    public string? Category { get; set; }

    public long? ContextLength { get; set; }

    public long? MaxOutputTokens { get; set; }

    public ListedCapabilities? Capabilities { get; set; }

    public ListedArchitecture? Architecture { get; set; }

    public ListedPricing? Pricing { get; set; }

    public JsonElement? CostEstimate { get; set; }

    public ListedSubscription? Subscription { get; set; }

    [JsonPropertyName("distillationPolicy")]
    public ListedPolicy? DistillationPolicy { get; set; }

    public string? IconUrl { get; set; }
}

/// <summary>What a model can do.</summary>
public sealed class ListedCapabilities : ListedObject
{
    public bool? Vision { get; set; }

    public bool? Reasoning { get; set; }

    public bool? ToolCalling { get; set; }

    public bool? ParallelToolCalls { get; set; }

    public bool? StructuredOutput { get; set; }

    public bool? PdfUpload { get; set; }

    public bool? VideoInput { get; set; }

    public bool? AudioInput { get; set; }
}

/// <summary>What goes in and out.</summary>
public sealed class ListedArchitecture : ListedObject
{
    public IReadOnlyList<string>? InputModalities { get; set; }

    public IReadOnlyList<string>? OutputModalities { get; set; }
}

/// <summary>What it costs.</summary>
public sealed class ListedPricing : ListedObject
{
    public decimal? Prompt { get; set; }

    public decimal? Completion { get; set; }

    public string? Currency { get; set; }

    public string? Unit { get; set; }
}

/// <summary>How it stands to the subscription.</summary>
public sealed class ListedSubscription : ListedObject
{
    public bool? Included { get; set; }

    public string? Note { get; set; }
}

/// <summary>Who may be trained on it.</summary>
public sealed class ListedPolicy : ListedObject
{
    public string? Status { get; set; }

    public string? Label { get; set; }

    public string? Basis { get; set; }

    [JsonPropertyName("sourceUrl")]
    public string? SourceUrl { get; set; }

    public string? Note { get; set; }
}

/// <summary>Anything that may have fields nobody knows.</summary>
public abstract class ListedObject
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ListedModels))]
internal sealed partial class FloorContext : JsonSerializerContext;
