using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelCost"/> for the views.</summary>
internal sealed class ModelCostView(PSObject cost) : ObjectView<ModelCost>(cost)
{
    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(ModelCost.Id), cost => cost.Id),
        "TotalCost" => Cost(nameof(ModelCost.TotalCost), cost => cost.TotalCost),
        "PromptCost" => Cost(nameof(ModelCost.PromptCost), cost => cost.PromptCost),
        "CompletionCost" => Cost(nameof(ModelCost.CompletionCost), cost => cost.CompletionCost),
        "Currency" => Text(nameof(ModelCost.Currency), cost => cost.Currency),
        _ => null,
    };

    private string Cost(string property, Func<ModelCost, object?> read) => Display.Cost(ObjectView.ConvertTo<decimal>(Get(property, read)));
}
