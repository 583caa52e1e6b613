using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoGpt.Benchmarks;

/// <summary>A model list for a serializer. The types have the same properties as the client's types.</summary>
public sealed record BaselineModelList(List<BaselineModel> Data);

/// <summary>A model.</summary>
public sealed class BaselineModel : BaselineObject
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

    public BaselineCapabilities? Capabilities { get; set; }

    public BaselineArchitecture? Architecture { get; set; }

    public BaselinePricing? Pricing { get; set; }

    public JsonElement? CostEstimate { get; set; }

    public BaselineSubscription? Subscription { get; set; }

    [JsonPropertyName("distillationPolicy")]
    public BaselinePolicy? DistillationPolicy { get; set; }

    public string? IconUrl { get; set; }
}

/// <summary>The capabilities of a model.</summary>
public sealed class BaselineCapabilities : BaselineObject
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

/// <summary>The input and output modalities of a model.</summary>
public sealed class BaselineArchitecture : BaselineObject
{
    public IReadOnlyList<string>? InputModalities { get; set; }

    public IReadOnlyList<string>? OutputModalities { get; set; }
}

/// <summary>The prices of a model.</summary>
public sealed class BaselinePricing : BaselineObject
{
    public decimal? Prompt { get; set; }

    public decimal? Completion { get; set; }

    public string? Currency { get; set; }

    public string? Unit { get; set; }
}

/// <summary>The subscription information of a model.</summary>
public sealed class BaselineSubscription : BaselineObject
{
    public bool? Included { get; set; }

    public string? Note { get; set; }
}

/// <summary>The distillation policy of a model.</summary>
public sealed class BaselinePolicy : BaselineObject
{
    public string? Status { get; set; }

    public string? Label { get; set; }

    public string? Basis { get; set; }

    [JsonPropertyName("sourceUrl")]
    public string? SourceUrl { get; set; }

    public string? Note { get; set; }
}

/// <summary>An object that can have unknown properties.</summary>
public abstract class BaselineObject
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(BaselineModelList))]
internal sealed partial class BaselineContext : JsonSerializerContext;
