using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>The texts of a <see cref="ModelCost"/>.</summary>
public sealed class ModelCostView : ObjectView<ModelCost>
{
    private ModelCostView(PSObject cost) : base(cost)
    {
    }

    /// <summary>Gets the texts of a cost.</summary>
    public static ModelCostView Create(PSObject cost) => new(cost);

    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(ModelCost.Id), cost => cost.Id),
        "TotalCost" => Cost(nameof(ModelCost.TotalCost), cost => cost.TotalCost),
        "PromptCost" => Cost(nameof(ModelCost.PromptCost), cost => cost.PromptCost),
        "CompletionCost" => Cost(nameof(ModelCost.CompletionCost), cost => cost.CompletionCost),
        "Currency" => Text(nameof(ModelCost.Currency), cost => cost.Currency),
        _ => null,
    };

    private string Cost(string property, Func<ModelCost, object?> read) => Display.Cost(ObjectView.As<decimal>(Get(property, read)));
}
