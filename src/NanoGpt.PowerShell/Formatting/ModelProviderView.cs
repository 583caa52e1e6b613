using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelProvider"/> for the views.</summary>
internal sealed class ModelProviderView(PSObject provider) : ObjectView<ModelProvider>(provider)
{
    private decimal? PromptPrice => ObjectView.ConvertTo<decimal>(Get(nameof(ModelProvider.PromptPrice), provider => provider.PromptPrice));

    private decimal? CompletionPrice => ObjectView.ConvertTo<decimal>(Get(nameof(ModelProvider.CompletionPrice), provider => provider.CompletionPrice));

    private string AdditionalProperties => Text(nameof(ModelProvider.AdditionalProperties), provider => provider.AdditionalProperties);

    /// <summary>Gets a value that indicates whether the prompt price is known. It may be 0.</summary>
    public bool HasPromptPrice => PromptPrice is not null;

    /// <summary>Gets a value that indicates whether the completion price is known. It may be 0.</summary>
    public bool HasCompletionPrice => CompletionPrice is not null;

    /// <summary>Gets a value that indicates whether the provider has properties that this version does not know.</summary>
    public bool HasAdditionalProperties => AdditionalProperties.Length > 0;

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
