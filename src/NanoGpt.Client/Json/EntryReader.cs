using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Reads one entry of a list. A value that is not of the type it should be is kept as it came, under its own name, or under
/// <c>pricing.prompt</c> and the like where it stands deeper; the model gets all the others.
/// </summary>
/// <remarks>
/// Written by hand: with a generated serializer, the first call of a process takes twice as long, since hundreds of generic
/// methods are compiled for it, a model takes twice the memory, since no text is shared, and what is odd ends the reading.
/// </remarks>
/// <param name="entry">A whole JSON object whose text is readable.</param>
/// <param name="texts">What has been read before.</param>
internal ref struct EntryReader(ReadOnlySpan<byte> entry, SharedText texts)
{
    private readonly SharedText texts = texts;
    private readonly Model model = new();
    private Utf8JsonReader json = new(entry);
    private string? part;
    private string field = "";

    /// <summary>Whether a value was not of the type it should be.</summary>
    public bool IsOdd { get; private set; }

    public Model Read()
    {
        json.Read();
        while (NextField())
        {
            switch (field)
            {
                case "id": model.Id = Text() ?? ""; break;
                case "object": json.Skip(); break; // Always "model".
                case "name": model.Name = Text(); break;
                case "owned_by": model.OwnedBy = Word(); break;
                case "created": model.Created = Moment(); break;
                case "description": model.Description = Text(); break;
                case "category": model.Category = Word()?.Trim() is { Length: > 0 } category ? category : null; break;
                case "context_length": model.ContextLength = Count(); break;
                case "max_output_tokens": model.MaxOutputTokens = Count(); break;
                case "capabilities": model.Capabilities = Capabilities(); break;
                case "architecture": model.Architecture = Architecture(); break;
                case "pricing": model.Pricing = Pricing(); break;
                case "cost_estimate": model.CostEstimate = json.TokenType == JsonTokenType.String ? Word() : CostEstimate(); break;
                case "subscription": model.Subscription = Subscription(); break;
                case "distillationPolicy": model.DistillationPolicy = DistillationPolicy(); break;
                case "icon_url": model.IconPath = Word(); break;
                default: Keep(model); break;
            }
        }
        return model;
    }

    private ModelCapabilities? Capabilities()
    {
        if (!TryEnter()) return null;
        var capabilities = new ModelCapabilities();
        while (NextField())
        {
            switch (field)
            {
                case "vision": capabilities.Vision = Flag(); break;
                case "reasoning": capabilities.Reasoning = Flag(); break;
                case "tool_calling": capabilities.ToolCalling = Flag(); break;
                case "parallel_tool_calls": capabilities.ParallelToolCalls = Flag(); break;
                case "structured_output": capabilities.StructuredOutput = Flag(); break;
                case "pdf_upload": capabilities.PdfUpload = Flag(); break;
                case "video_input": capabilities.VideoInput = Flag(); break;
                case "audio_input": capabilities.AudioInput = Flag(); break;
                default: Keep(capabilities); break;
            }
        }
        return capabilities;
    }

    private ModelArchitecture? Architecture()
    {
        if (!TryEnter()) return null;
        var architecture = new ModelArchitecture();
        while (NextField())
        {
            switch (field)
            {
                case "input_modalities": architecture.InputModalities = Words(); break;
                case "output_modalities": architecture.OutputModalities = Words(); break;
                default: Keep(architecture); break;
            }
        }
        return architecture;
    }

    private ModelPricing? Pricing()
    {
        if (!TryEnter()) return null;
        var pricing = new ModelPricing();
        while (NextField())
        {
            switch (field)
            {
                case "prompt": pricing.Prompt = Price(); break;
                case "completion": pricing.Completion = Price(); break;
                case "currency": pricing.Currency = Word(); break;
                case "unit": pricing.Unit = Word(); break;
                default: Keep(pricing); break;
            }
        }
        return pricing;
    }

    private object? CostEstimate() =>
        PlainValue.From(Value()) is var value && value is Dictionary<string, object?> fields ? new AdditionalPropertiesDictionary(fields) : value;

    private ModelSubscription? Subscription()
    {
        if (!TryEnter()) return null;
        var subscription = new ModelSubscription();
        while (NextField())
        {
            switch (field)
            {
                case "included": subscription.Included = Flag(); break;
                case "note": subscription.Note = Word(); break;
                default: Keep(subscription); break;
            }
        }
        return subscription;
    }

    private DistillationPolicy? DistillationPolicy()
    {
        if (!TryEnter()) return null;
        var policy = new DistillationPolicy();
        while (NextField())
        {
            switch (field)
            {
                case "status": policy.Status = Word(); break;
                case "label": policy.Label = Word(); break;
                case "basis": policy.Basis = Word(); break;
                case "sourceUrl": policy.SourceUrl = Word(); break;
                case "note": policy.Note = Word(); break;
                default: Keep(policy); break;
            }
        }
        return policy;
    }

    /// <summary>Goes on to the next field's value; false at the end of the object.</summary>
    private bool NextField()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            part = null;
            return false;
        }
        field = texts.Of(ref json);
        json.Read();
        return true;
    }

    /// <summary>Goes into an object; false for what is none.</summary>
    private bool TryEnter()
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            part = field;
            return true;
        }
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return false;
    }

    /// <summary>A text of its own.</summary>
    private string? Text()
    {
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return null;
    }

    /// <summary>A text that many entries have in common.</summary>
    private string? Word() => json.TokenType == JsonTokenType.String ? texts.Of(ref json) : Text();

    private List<string>? Words()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        var start = json;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            List<string> words = [];
            while (json.Read() && json.TokenType == JsonTokenType.String) words.Add(texts.Of(ref json));
            if (json.TokenType == JsonTokenType.EndArray) return words;
        }
        json = start;
        KeepOdd();
        return null;
    }

    private bool? Flag()
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False) return json.GetBoolean();
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return null;
    }

    private decimal? Price()
    {
        if (TryNumber(out var number)) return SignificantDigits.Round(number);
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return null;
    }

    /// <summary>A number of tokens, also as 128000.0 or 1.28e5.</summary>
    private long? Count()
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count)) return count;
        if (TryNumber(out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue) return (long)number;
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return null;
    }

    private DateTime? Moment()
    {
        if (TryNumber(out var number) ? UnixTime.TryRead(number, out var moment) : UnixTime.TryRead(ValueText(), out moment)) return moment;
        if (json.TokenType != JsonTokenType.Null) KeepOdd();
        return null;
    }

    /// <summary>A number given as a number or as text.</summary>
    private readonly bool TryNumber(out decimal number)
    {
        return json.TokenType == JsonTokenType.Number
            ? json.TryGetDecimal(out number)
            : decimal.TryParse(ValueText(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private readonly string? ValueText() => json.TokenType == JsonTokenType.String ? json.GetString() : null;

    private JsonElement Value() => JsonElement.ParseValue(ref json);

    /// <summary>Keeps a field that nobody knows.</summary>
    private void Keep(ServiceObject owner) => (owner.Unknown ??= [])[field] = Value();

    private void KeepOdd()
    {
        IsOdd = true;
        (model.Unknown ??= [])[part is null ? field : $"{part}.{field}"] = Value();
    }
}
