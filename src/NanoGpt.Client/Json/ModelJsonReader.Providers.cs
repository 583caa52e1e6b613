using System.Text.Json;

namespace NanoGpt.Json;

internal ref partial struct ModelJsonReader
{
    // The service sends prices per thousand tokens.
    private const int ThousandsPerMillion = 1000;

    /// <summary>Reads the providers of a model.</summary>
    /// <param name="modelId">The id that the providers were requested with.</param>
    /// <returns>The providers; <see langword="null"/> if the object has neither a list of providers nor a statement that there is
    /// none.</returns>
    public ModelProviderList? ReadProviderList(string modelId)
    {
        var list = new ModelProviderList();
        json.Owner = list;
        bool? supportsSelection = null;
        List<ModelProvider>? providers = null;
        decimal? prompt = null, completion = null;
        json.TryStart();
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "canonicalId": list.CanonicalId = json.ReadString(); break;
                case "displayName": list.DisplayName = json.ReadString(); break;
                case "supportsProviderSelection": supportsSelection = json.ReadBoolean(); break;
                case "defaultPrice": ReadPricePerThousand(out prompt, out completion); break;
                case "providers": providers = ReadProviders(list); break;
                default: json.KeepUnknown(list); break;
            }
        }
        if (supportsSelection is null && providers is null) return null;
        list.HasInvalidValue = HasInvalidValue;
        list.SupportsProviderSelection = supportsSelection ?? true;
        if (list.SupportsProviderSelection) list.Providers = providers ?? [];
        foreach (var provider in list.Providers)
        {
            provider.ModelId = modelId;
            if (provider.IsDefaultPrice) (provider.PromptPrice, provider.CompletionPrice) = (prompt, completion);
        }
        return list;
    }

    private List<ModelProvider>? ReadProviders(ModelProviderList list)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            if (json.TokenType != JsonTokenType.Null) json.KeepInvalid();
            return null;
        }
        List<ModelProvider> providers = [];
        while (json.ReadElement())
        {
            var provider = json.TokenType == JsonTokenType.StartObject ? ReadProvider() : null;
            if (provider is null) json.Skip();
            if (provider is { Provider.Length: > 0 }) providers.Add(provider);
            else list.SkippedEntryCount++;
        }
        json.Owner = list;
        return providers;
    }

    private ModelProvider ReadProvider()
    {
        var provider = new ModelProvider { IsDefaultPrice = true };
        json.Owner = provider;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "provider": provider.Provider = json.ReadPooledString() ?? ""; break;
                case "available": provider.Available = json.ReadBoolean(); break;
                case "pricing":
                    // An invalid price is unknown. It is not the default price.
                    provider.IsDefaultPrice = !ReadPricePerThousand(out var prompt, out var completion);
                    (provider.PromptPrice, provider.CompletionPrice) = (prompt, completion);
                    break;
                case "distillationPolicy": provider.DistillationPolicy = ReadDistillationPolicy(); break;
                default: json.KeepUnknown(provider); break;
            }
        }
        return provider;
    }

    /// <summary>Reads prices per thousand tokens as prices per million tokens. Other properties are kept under their path.</summary>
    /// <returns><see langword="false"/> if there is no price, not even an invalid one.</returns>
    private bool ReadPricePerThousand(out decimal? prompt, out decimal? completion)
    {
        (prompt, completion) = (null, null);
        var isObject = json.TokenType == JsonTokenType.StartObject;
        if (!json.TryEnterObject()) return !isObject && json.TokenType != JsonTokenType.Null;
        var hasPrice = false;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "inputPer1kTokens":
                    hasPrice |= json.TokenType != JsonTokenType.Null;
                    prompt = ReadPricePerMillion();
                    break;
                case "outputPer1kTokens":
                    hasPrice |= json.TokenType != JsonTokenType.Null;
                    completion = ReadPricePerMillion();
                    break;
                default:
                    json.KeepUnknown();
                    break;
            }
        }
        return hasPrice;
    }

    private decimal? ReadPricePerMillion()
    {
        if (json.ReadRoundedDecimal() is not { } price) return null;
        if (Math.Abs(price) <= decimal.MaxValue / ThousandsPerMillion) return SignificantDigits.Round(price * ThousandsPerMillion);
        json.KeepInvalid();
        return null;
    }
}
