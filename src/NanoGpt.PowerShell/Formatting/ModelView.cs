using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="Model"/> for the views.</summary>
internal sealed class ModelView(PSObject model) : ObjectView<Model>(model)
{
    private decimal? PromptPrice => ObjectView.ConvertTo<decimal>(Get(nameof(Model.PromptPrice), model => model.PromptPrice));

    private decimal? CompletionPrice => ObjectView.ConvertTo<decimal>(Get(nameof(Model.CompletionPrice), model => model.CompletionPrice));

    private long? ContextLength => ObjectView.ConvertTo<long>(Get(nameof(Model.ContextLength), model => model.ContextLength));

    private long? MaxOutputTokens => ObjectView.ConvertTo<long>(Get(nameof(Model.MaxOutputTokens), model => model.MaxOutputTokens));

    private string Pricing => Text(nameof(Model.Pricing), model => model.Pricing);

    private object? ImagePrices => Get(nameof(Model.Pricing), model => model.Pricing) switch
    {
        ModelPricing pricing => pricing.PerImage,
        PSObject copy => ObjectView.Get<ModelPricing>(copy, nameof(ModelPricing.PerImage), live => live.PerImage),
        _ => null,
    };

    private string AdditionalProperties => Text(nameof(Model.AdditionalProperties), model => model.AdditionalProperties);

    /// <summary>Gets a value that indicates whether the prompt price is known. It may be 0.</summary>
    public bool HasPromptPrice => PromptPrice is not null;

    /// <summary>Gets a value that indicates whether the completion price is known. It may be 0.</summary>
    public bool HasCompletionPrice => CompletionPrice is not null;

    /// <summary>Gets a value that indicates whether the model has prices, but none per token that is known in USD.</summary>
    public bool HasOtherPrices => PromptPrice is null && CompletionPrice is null && Pricing.Length > 0;

    /// <summary>Gets a value that indicates whether the context length is known. It may be 0.</summary>
    public bool HasContextLength => ContextLength is not null;

    /// <summary>Gets a value that indicates whether the maximum number of output tokens is known. It may be 0.</summary>
    public bool HasMaxOutputTokens => MaxOutputTokens is not null;

    /// <summary>Gets a value that indicates whether the model has properties that this version does not know.</summary>
    public bool HasAdditionalProperties => AdditionalProperties.Length > 0;

    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(Model.Id), model => model.Id),
        "ShortId" => Display.ShortId(Text(nameof(Model.Id), model => model.Id)),
        "Type" => ObjectView.ConvertTo<ModelType>(Get(nameof(Model.Type), model => model.Type))?.ToString(),
        "Name" => Text(nameof(Model.Name), model => model.Name),
        "OwnedBy" => Text(nameof(Model.OwnedBy), model => model.OwnedBy),
        "CreatedDate" => Display.FormatDate(Get(nameof(Model.Created), model => model.Created), "yyyy-MM-dd"),
        "CreatedTime" => Display.FormatDate(Get(nameof(Model.Created), model => model.Created), "yyyy-MM-dd HH:mm:ss 'UTC'"),
        "Description" => Text(nameof(Model.Description), model => model.Description),
        "Category" => Text(nameof(Model.Category), model => model.Category),
        "PromptPrice" => PromptPrice?.ToString("N3", CultureInfo.CurrentCulture),
        "CompletionPrice" => CompletionPrice?.ToString("N3", CultureInfo.CurrentCulture),
        "LowestImagePrice" => ObjectView.ConvertTo<decimal>(Get(nameof(Model.LowestImagePrice), model => model.LowestImagePrice))?.ToString("N4", CultureInfo.CurrentCulture),
        "ImageSizes" => Display.ImageSizes(ImagePrices, Get(nameof(Model.SupportedParameters), model => model.SupportedParameters)),
        "Pricing" => Pricing,
        "Speech" => Display.Speech(Get(nameof(Model.Capabilities), model => model.Capabilities)),
        "CostEstimate" => Text(nameof(Model.CostEstimate), model => model.CostEstimate),
        "Subscription" => Text(nameof(Model.Subscription), model => model.Subscription),
        "Included" => ObjectView.YesOrNo(Get(nameof(Model.Subscription), model => model.Subscription) switch
        {
            ModelSubscription subscription => subscription.Included,
            PSObject copy => ObjectView.Get<ModelSubscription>(copy, nameof(ModelSubscription.Included), live => live.Included),
            _ => null,
        }),
        "ContextLength" => ContextLength?.ToString("N0", CultureInfo.CurrentCulture),
        "ShortContextLength" => Display.ShortCount(ContextLength),
        "MaxOutputTokens" => MaxOutputTokens?.ToString("N0", CultureInfo.CurrentCulture),
        "ShortMaxOutputTokens" => Display.ShortCount(MaxOutputTokens),
        "MaxInputTokens" => Display.ShortCount(ObjectView.ConvertTo<long>(Get(nameof(Model.MaxInputTokens), model => model.MaxInputTokens))),
        "Dimensions" => Display.ShortCount(ObjectView.ConvertTo<long>(Get(nameof(Model.Dimensions), model => model.Dimensions))),
        "MaxDimensions" => Display.ShortCount(ObjectView.ConvertTo<long>(Get(nameof(Model.MaxDimensions), model => model.MaxDimensions))),
        "SupportedParameters" => Text(nameof(Model.SupportedParameters), model => model.SupportedParameters),
        "Tags" => Text(nameof(Model.Tags), model => model.Tags),
        "Architecture" => Text(nameof(Model.Architecture), model => model.Architecture),
        "Capabilities" => Display.Capabilities(Get(nameof(Model.Capabilities), model => model.Capabilities)),
        "ShortCapabilities" => Display.ShortCapabilities(Get(nameof(Model.Capabilities), model => model.Capabilities)),
        "DistillationPolicy" => Text(nameof(Model.DistillationPolicy), model => model.DistillationPolicy),
        "IconUrl" => Text(nameof(Model.IconUrl), model => model.IconUrl),
        "AdditionalProperties" => AdditionalProperties,
        _ => null,
    };
}
