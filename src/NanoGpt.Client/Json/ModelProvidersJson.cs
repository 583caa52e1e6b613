using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads the providers of a model.</summary>
internal static class ModelProvidersJson
{
    // The service sends prices per thousand tokens.
    private const int ThousandsPerMillion = 1000;

    /// <summary>Reads the providers of a model.</summary>
    /// <param name="list">The list to set.</param>
    /// <param name="modelId">The id that the providers were requested with.</param>
    /// <param name="json">The reader, at the start of the object.</param>
    /// <exception cref="FormatException">The response has neither a list of providers nor a statement that there is none. The message
    /// is a clause with the reason.</exception>
    public static void Read(ModelProviderList list, string modelId, ref JsonObjectReader json)
    {
        bool? supportsSelection = null;
        List<ModelProvider>? providers = null;
        decimal? prompt = null, completion = null;
        while (json.ReadProperty())
        {
            switch (json.Property)
            {
                case "canonicalId": list.CanonicalId = json.ReadString(); break;
                case "displayName": list.DisplayName = json.ReadString(); break;
                case "supportsProviderSelection": supportsSelection = json.ReadBoolean(); break;
                case "defaultPrice": ReadPricePerThousand(ref json, out prompt, out completion); break;
                case "providers": providers = ReadProviders(list, ref json); break;
                default: json.KeepUnknown(); break;
            }
        }
        if (supportsSelection is null && providers is null)
            throw ResponseJson.CreateMissingProperty("providers or supportsProviderSelection", list);
        list.SupportsProviderSelection = supportsSelection ?? true;
        if (list.SupportsProviderSelection) list.Providers = providers ?? [];
        foreach (var provider in list.Providers)
        {
            provider.ModelId = modelId;
            if (provider.IsDefaultPrice) (provider.PromptPrice, provider.CompletionPrice) = (prompt, completion);
        }
    }

    private static List<ModelProvider>? ReadProviders(ModelProviderList list, ref JsonObjectReader json)
    {
        if (!json.TryEnterArray())
        {
            if (json.TokenType != JsonTokenType.Null) json.KeepInvalid();
            return null;
        }
        List<ModelProvider> providers = [];
        while (json.ReadElement())
        {
            var provider = json.TokenType == JsonTokenType.StartObject ? ReadProvider(ref json) : null;
            if (provider is null) json.Skip();
            if (provider is { Provider.Length: > 0 }) providers.Add(provider);
            else list.SkippedEntryCount++;
        }
        json.Owner = list;
        return providers;
    }

    private static ModelProvider ReadProvider(ref JsonObjectReader json)
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
                    provider.IsDefaultPrice = !ReadPricePerThousand(ref json, out var prompt, out var completion);
                    (provider.PromptPrice, provider.CompletionPrice) = (prompt, completion);
                    break;
                case "distillationPolicy": provider.DistillationPolicy = DistillationPolicyJson.Read(ref json); break;
                default: json.KeepUnknown(); break;
            }
        }
        return provider;
    }

    /// <summary>Reads prices per thousand tokens as prices per million tokens. Other properties are kept under their path.</summary>
    /// <returns><see langword="false"/> if there is no price, not even an invalid one.</returns>
    private static bool ReadPricePerThousand(ref JsonObjectReader json, out decimal? prompt, out decimal? completion)
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
                    prompt = ReadPricePerMillion(ref json);
                    break;
                case "outputPer1kTokens":
                    hasPrice |= json.TokenType != JsonTokenType.Null;
                    completion = ReadPricePerMillion(ref json);
                    break;
                default:
                    json.KeepUnknown();
                    break;
            }
        }
        return hasPrice;
    }

    private static decimal? ReadPricePerMillion(ref JsonObjectReader json)
    {
        if (json.ReadRoundedDecimal() is not { } price) return null;
        if (Math.Abs(price) <= decimal.MaxValue / ThousandsPerMillion) return SignificantDigits.Round(price * ThousandsPerMillion);
        json.KeepInvalid();
        return null;
    }
}
