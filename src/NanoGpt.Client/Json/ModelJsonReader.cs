using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Reads one entry of a model list, or the providers of a model. A value of an unexpected type is kept unchanged as an unknown property, under its name or, if it is
/// nested, under a path such as <c>pricing.prompt</c>. All other values are read.
/// </summary>
/// <remarks>
/// A generated serializer would take twice as long in the first call of a process, because hundreds of generic methods are compiled
/// for it, and twice the memory for a model, because it does not pool strings. It would also fail on an invalid value.
/// </remarks>
/// <param name="entry">A complete JSON object without invalid Unicode.</param>
/// <param name="strings">The strings that entries share.</param>
internal ref partial struct ModelJsonReader(ReadOnlySpan<byte> entry, StringPool strings)
{
    private readonly StringPool strings = strings;
    private Utf8JsonReader json = new(entry);

    // The object that keeps invalid values.
    private ServiceObject owner = null!;
    private string? parent;
    private string property = "";

    /// <summary>Gets a value that indicates whether a value has an unexpected type.</summary>
    public bool HasInvalidValue { get; private set; }

    public Model Read()
    {
        var model = new Model();
        owner = model;
        json.Read();
        while (ReadProperty())
        {
            switch (property)
            {
                case "id": model.Id = ReadString() ?? ""; break;
                case "object": json.Skip(); break; // Always "model".
                case "name": model.Name = ReadString(); break;
                case "owned_by": model.OwnedBy = ReadPooledString(); break;
                case "created": model.Created = ReadTimestamp(); break;
                case "description": model.Description = ReadString(); break;
                case "category": model.Category = ReadPooledString()?.Trim() is { Length: > 0 } category ? category : null; break;
                case "context_length": model.ContextLength = ReadInt64(); break;
                case "max_output_tokens": model.MaxOutputTokens = ReadInt64(); break;
                case "capabilities": model.Capabilities = ReadCapabilities(); break;
                case "architecture": model.Architecture = ReadArchitecture(); break;
                case "pricing": model.Pricing = ReadPricing(); break;
                case "max_tokens": model.MaxInputTokens = ReadInt64(); break;
                case "dimensions": model.Dimensions = ReadInt64(); break;
                case "max_dimensions": model.MaxDimensions = ReadInt64(); break;
                case "supports_dimensions": model.SupportsDimensions = ReadBoolean(); break;
                case "supported_parameters": model.SupportedParameters = ReadAny(); break;
                case "tags": model.Tags = ReadPooledStrings(); break;
                case "cost_estimate": model.CostEstimate = ReadAny(); break;
                case "subscription": model.Subscription = ReadSubscription(); break;
                case "distillationPolicy": model.DistillationPolicy = ReadDistillationPolicy(); break;
                case "icon_url": model.IconPath = ReadPooledString(); break;
                default: KeepUnknown(model); break;
            }
        }
        return model;
    }

    private ModelCapabilities? ReadCapabilities()
    {
        if (!TryEnterObject()) return null;
        var capabilities = new ModelCapabilities();
        while (ReadProperty())
        {
            switch (property)
            {
                case "vision": capabilities.Vision = ReadBoolean(); break;
                case "reasoning": capabilities.Reasoning = ReadBoolean(); break;
                case "tool_calling": capabilities.ToolCalling = ReadBoolean(); break;
                case "parallel_tool_calls": capabilities.ParallelToolCalls = ReadBoolean(); break;
                case "structured_output": capabilities.StructuredOutput = ReadBoolean(); break;
                case "pdf_upload": capabilities.PdfUpload = ReadBoolean(); break;
                case "video_input": capabilities.VideoInput = ReadBoolean(); break;
                case "audio_input": capabilities.AudioInput = ReadBoolean(); break;
                case "text_to_speech": capabilities.TextToSpeech = ReadBoolean(); break;
                case "speech_to_text": capabilities.SpeechToText = ReadBoolean(); break;
                default: KeepUnknown(capabilities); break;
            }
        }
        return capabilities;
    }

    private ModelArchitecture? ReadArchitecture()
    {
        if (!TryEnterObject()) return null;
        var architecture = new ModelArchitecture();
        while (ReadProperty())
        {
            switch (property)
            {
                case "input_modalities": architecture.InputModalities = ReadPooledStrings(); break;
                case "output_modalities": architecture.OutputModalities = ReadPooledStrings(); break;
                default: KeepUnknown(architecture); break;
            }
        }
        return architecture;
    }

    private ModelPricing? ReadPricing()
    {
        if (!TryEnterObject()) return null;
        var pricing = new ModelPricing();
        while (ReadProperty())
        {
            switch (property)
            {
                case "prompt": pricing.Prompt = ReadPrice(); break;
                case "completion": pricing.Completion = ReadPrice(); break;
                case "per_million_tokens": pricing.PerMillionTokens = ReadPrice(); break;
                case "per_image": pricing.PerImage = ReadPrices(); break;
                case "currency": pricing.Currency = ReadPooledString(); break;
                case "unit": pricing.Unit = ReadPooledString(); break;
                default: KeepUnknown(pricing); break;
            }
        }
        return pricing;
    }

    /// <summary>Reads prices by name. An invalid price is kept under its path, such as <c>pricing.per_image.1024x1024</c>.</summary>
    private PriceDictionary? ReadPrices()
    {
        var outer = parent;
        if (!TryEnterObject()) return null;
        parent = $"{outer}.{parent}";
        var prices = new Dictionary<string, decimal>();
        while (ReadProperty())
            if (ReadPrice() is { } price)
                prices[property] = price;
        parent = outer;
        return new(prices);
    }

    private ModelSubscription? ReadSubscription()
    {
        if (!TryEnterObject()) return null;
        var subscription = new ModelSubscription();
        while (ReadProperty())
        {
            switch (property)
            {
                case "included": subscription.Included = ReadBoolean(); break;
                case "note": subscription.Note = ReadPooledString(); break;
                default: KeepUnknown(subscription); break;
            }
        }
        return subscription;
    }

    private DistillationPolicy? ReadDistillationPolicy()
    {
        if (!TryEnterObject()) return null;
        var policy = new DistillationPolicy();
        while (ReadProperty())
        {
            switch (property)
            {
                case "status": policy.Status = ReadPooledString(); break;
                case "label": policy.Label = ReadPooledString(); break;
                case "basis": policy.Basis = ReadPooledString(); break;
                case "sourceUrl": policy.SourceUrl = ReadPooledString(); break;
                case "note": policy.Note = ReadPooledString(); break;
                default: KeepUnknown(policy); break;
            }
        }
        return policy;
    }

    /// <summary>Moves to the value of the next property.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    private bool ReadProperty()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            parent = null;
            return false;
        }
        property = strings.GetString(ref json);
        json.Read();
        return true;
    }

    /// <summary>Enters an object.</summary>
    /// <returns><see langword="false"/> if the value is not an object.</returns>
    private bool TryEnterObject()
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            parent = property;
            return true;
        }
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return false;
    }

    /// <summary>Reads a string that is specific to a model.</summary>
    private string? ReadString()
    {
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads a string that many entries share.</summary>
    private string? ReadPooledString() => json.TokenType == JsonTokenType.String ? strings.GetString(ref json) : ReadString();

    private List<string>? ReadPooledStrings()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        var start = json;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            List<string> values = [];
            while (json.Read() && json.TokenType == JsonTokenType.String) values.Add(strings.GetString(ref json));
            if (json.TokenType == JsonTokenType.EndArray) return values;
        }
        json = start;
        KeepInvalid();
        return null;
    }

    private bool? ReadBoolean()
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False) return json.GetBoolean();
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    private decimal? ReadPrice()
    {
        if (TryReadDecimal(out var number)) return SignificantDigits.Round(number);
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads an integer, also one in the form 128000.0 or 1.28e5.</summary>
    private long? ReadInt64()
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count)) return count;
        if (TryReadDecimal(out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue) return (long)number;
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    private DateTime? ReadTimestamp()
    {
        if (TryReadDecimal(out var number) ? TimestampParser.TryParse(number, out var timestamp) : TimestampParser.TryParse(GetStringOrNull(), out timestamp)) return timestamp;
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads a number that is a JSON number or a string.</summary>
    private readonly bool TryReadDecimal(out decimal number)
    {
        return json.TokenType == JsonTokenType.Number
            ? json.TryGetDecimal(out number)
            : decimal.TryParse(GetStringOrNull(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a value of any type.</summary>
    private object? ReadAny() => json.TokenType == JsonTokenType.String
        ? ReadPooledString()
        : JsonToClr.Convert(ReadElement()) is var value && value is Dictionary<string, object?> properties ? new AdditionalPropertiesDictionary(properties) : value;

    private readonly string? GetStringOrNull() => json.TokenType == JsonTokenType.String ? json.GetString() : null;

    private JsonElement ReadElement() => JsonElement.ParseValue(ref json);

    /// <summary>Keeps an unknown property.</summary>
    private void KeepUnknown(ServiceObject part) => (part.Unknown ??= [])[property] = ReadElement();

    private void KeepInvalid()
    {
        HasInvalidValue = true;
        KeepWithPath();
    }

    /// <summary>Keeps a value under its path from the owner.</summary>
    private void KeepWithPath() => (owner.Unknown ??= [])[parent is null ? property : $"{parent}.{property}"] = ReadElement();
}
