using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Reads one entry of a model list. A value of an unexpected type is kept unchanged as an unknown property, under its name or, if
/// it is nested, under a path such as <c>pricing.prompt</c>. All other values are read.
/// </summary>
/// <remarks>
/// A generated serializer would take twice as long in the first call of a process, because hundreds of generic methods are compiled
/// for it, and twice the memory for a model, because it does not pool strings. It would also fail on an invalid value.
/// </remarks>
/// <param name="entry">A complete JSON object without invalid Unicode.</param>
/// <param name="strings">The strings that entries share.</param>
internal ref struct ModelJsonReader(ReadOnlySpan<byte> entry, StringPool strings)
{
    // The owner is the object that is read first.
    private JsonObjectReader json = new(entry, owner: null!, strings);

    /// <summary>Gets a value that indicates whether a value has an unexpected type.</summary>
    public readonly bool HasInvalidValue => json.HasInvalidValue;

    public Model Read()
    {
        var model = new Model();
        json.Owner = model;
        json.TryStart();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "id": model.Id = json.ReadString() ?? ""; break;
                case "object": json.Skip(); break; // Always "model".
                case "name": model.Name = json.ReadString(); break;
                case "owned_by": model.OwnedBy = json.ReadPooledString(); break;
                case "created": model.Created = json.ReadTimestamp(); break;
                case "description": model.Description = json.ReadString(); break;
                case "category": model.Category = json.ReadPooledString()?.Trim() is { Length: > 0 } category ? category : null; break;
                case "context_length": model.ContextLength = json.ReadInt64(); break;
                case "max_output_tokens": model.MaxOutputTokens = json.ReadInt64(); break;
                case "capabilities": model.Capabilities = ReadCapabilities(); break;
                case "architecture": model.Architecture = ReadArchitecture(); break;
                case "pricing": model.Pricing = ReadPricing(); break;
                case "max_tokens": model.MaxInputTokens = json.ReadInt64(); break;
                case "dimensions": model.Dimensions = json.ReadInt64(); break;
                case "max_dimensions": model.MaxDimensions = json.ReadInt64(); break;
                case "supports_dimensions": model.SupportsDimensions = json.ReadBoolean(); break;
                case "supported_parameters": model.SupportedParameters = json.ReadAny(); break;
                case "tags": model.Tags = json.ReadPooledStrings(); break;
                case "cost_estimate": model.CostEstimate = json.ReadAny(); break;
                case "subscription": model.Subscription = ReadSubscription(); break;
                case "distillationPolicy": model.DistillationPolicy = DistillationPolicyJson.Read(ref json); break;
                case "icon_url": model.IconPath = json.ReadPooledString(); break;
                default: json.KeepUnknown(model); break;
            }
        }
        return model;
    }

    private ModelCapabilities? ReadCapabilities()
    {
        if (!json.TryEnterObject()) return null;
        var capabilities = new ModelCapabilities();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "vision": capabilities.Vision = json.ReadBoolean(); break;
                case "reasoning": capabilities.Reasoning = json.ReadBoolean(); break;
                case "tool_calling": capabilities.ToolCalling = json.ReadBoolean(); break;
                case "parallel_tool_calls": capabilities.ParallelToolCalls = json.ReadBoolean(); break;
                case "structured_output": capabilities.StructuredOutput = json.ReadBoolean(); break;
                case "pdf_upload": capabilities.PdfUpload = json.ReadBoolean(); break;
                case "video_input": capabilities.VideoInput = json.ReadBoolean(); break;
                case "audio_input": capabilities.AudioInput = json.ReadBoolean(); break;
                case "text_to_speech": capabilities.TextToSpeech = json.ReadBoolean(); break;
                case "speech_to_text": capabilities.SpeechToText = json.ReadBoolean(); break;
                default: json.KeepUnknown(capabilities); break;
            }
        }
        return capabilities;
    }

    private ModelArchitecture? ReadArchitecture()
    {
        if (!json.TryEnterObject()) return null;
        var architecture = new ModelArchitecture();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "input_modalities": architecture.InputModalities = json.ReadPooledStrings(); break;
                case "output_modalities": architecture.OutputModalities = json.ReadPooledStrings(); break;
                default: json.KeepUnknown(architecture); break;
            }
        }
        return architecture;
    }

    private ModelPricing? ReadPricing()
    {
        if (!json.TryEnterObject()) return null;
        var pricing = new ModelPricing();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "prompt": pricing.Prompt = json.ReadRoundedDecimal(); break;
                case "completion": pricing.Completion = json.ReadRoundedDecimal(); break;
                case "per_million_tokens": pricing.PerMillionTokens = json.ReadRoundedDecimal(); break;
                case "per_image": pricing.PerImage = ReadPrices(); break;
                case "currency": pricing.Currency = json.ReadPooledString(); break;
                case "unit": pricing.Unit = json.ReadPooledString(); break;
                default: json.KeepUnknown(pricing); break;
            }
        }
        return pricing;
    }

    /// <summary>Reads prices by name. An invalid price is kept under its path, such as <c>pricing.per_image.1024x1024</c>.</summary>
    private PriceDictionary? ReadPrices()
    {
        var outer = json.Path;
        if (!json.TryEnterObject()) return null;
        json.Path = $"{outer}.{json.Path}";
        var prices = new Dictionary<string, decimal>();
        while (json.ReadProperty())
            if (json.ReadRoundedDecimal() is { } price)
                prices[json.Property] = price;
        json.Path = outer;
        return new(prices);
    }

    private ModelSubscription? ReadSubscription()
    {
        if (!json.TryEnterObject()) return null;
        var subscription = new ModelSubscription();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "included": subscription.Included = json.ReadBoolean(); break;
                case "note": subscription.Note = json.ReadPooledString(); break;
                default: json.KeepUnknown(subscription); break;
            }
        }
        return subscription;
    }
}
