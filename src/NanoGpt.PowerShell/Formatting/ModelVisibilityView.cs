using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelVisibility"/> or a <see cref="ModelVisibilityChange"/> for the views.</summary>
public sealed class ModelVisibilityView : ObjectView<ModelVisibility>
{
    private ModelVisibilityView(PSObject entry) : base(entry)
    {
    }

    /// <summary>Creates the view of an entry.</summary>
    public static ModelVisibilityView Create(PSObject entry) => new(entry);

    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(ModelVisibility.Id), entry => entry.Id),
        "ShortId" => Display.ShortId(Text(nameof(ModelVisibility.Id), entry => entry.Id)),
        "Visible" => ObjectView.YesOrNo(Get(nameof(ModelVisibility.Visible), entry => entry.Visible)),
        "Category" => Text(nameof(ModelVisibility.Category), entry => entry.Category),
        "Description" => Text(nameof(ModelVisibilityChange.Description), entry => (entry as ModelVisibilityChange)?.Description),
        _ => null,
    };
}
