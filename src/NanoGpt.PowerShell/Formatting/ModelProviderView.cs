using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelProvider"/> for the views.</summary>
public sealed class ModelProviderView : ObjectView<ModelProvider>
{
    private ModelProviderView(PSObject provider) : base(provider)
    {
    }

    private decimal? PromptPrice => ObjectView.ConvertTo<decimal>(Get(nameof(ModelProvider.PromptPrice), provider => provider.PromptPrice));

    private decimal? CompletionPrice => ObjectView.ConvertTo<decimal>(Get(nameof(ModelProvider.CompletionPrice), provider => provider.CompletionPrice));

    private string AdditionalProperties => Text(nameof(ModelProvider.AdditionalProperties), provider => provider.AdditionalProperties);

    /// <summary>Creates the view of a provider.</summary>
    public static ModelProviderView Create(PSObject provider) => new(provider);

    /// <summary>Returns whether the prompt price is known. It may be 0.</summary>
    public static bool HasPromptPrice(PSObject provider) => new ModelProviderView(provider).PromptPrice is not null;

    /// <summary>Returns whether the completion price is known. It may be 0.</summary>
    public static bool HasCompletionPrice(PSObject provider) => new ModelProviderView(provider).CompletionPrice is not null;

    /// <summary>Returns whether the provider has properties that this version does not know.</summary>
    public static bool HasAdditionalProperties(PSObject provider) => new ModelProviderView(provider).AdditionalProperties.Length > 0;

    private protected override string? GetText(string name) => name switch
    {
        "ModelId" => Text(nameof(ModelProvider.ModelId), provider => provider.ModelId),
        "Provider" => Text(nameof(ModelProvider.Provider), provider => provider.Provider),
        "Available" => ObjectView.YesOrNo(Get(nameof(ModelProvider.Available), provider => provider.Available)),
        "PromptPrice" => PromptPrice?.ToString("N3", CultureInfo.CurrentCulture),
        "CompletionPrice" => CompletionPrice?.ToString("N3", CultureInfo.CurrentCulture),
        "Price" => ObjectView.ConvertTo<bool>(Get(nameof(ModelProvider.IsDefaultPrice), provider => provider.IsDefaultPrice)) switch { true => "default", false => "own", null => "" },
        "DistillationPolicy" => Text(nameof(ModelProvider.DistillationPolicy), provider => provider.DistillationPolicy),
        "AdditionalProperties" => AdditionalProperties,
        _ => null,
    };
}
