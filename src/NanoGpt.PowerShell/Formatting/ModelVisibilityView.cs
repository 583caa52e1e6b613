using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelVisibility"/> or a <see cref="ModelVisibilityChange"/> for the views.</summary>
internal sealed class ModelVisibilityView(PSObject entry) : ObjectView<ModelVisibility>(entry)
{
    private bool? Visible => ObjectView.ConvertTo<bool>(Get(nameof(ModelVisibility.Visible), entry => entry.Visible));

    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(ModelVisibility.Id), entry => entry.Id),
        "ShortId" => Dim(Display.ShortId(Text(nameof(ModelVisibility.Id), entry => entry.Id))),
        "Visible" => Dim(ObjectView.YesOrNo(Visible)),
        "Category" => Dim(Text(nameof(ModelVisibility.Category), entry => entry.Category)),
        "Description" => Color(Text(nameof(ModelVisibilityChange.Description), entry => (entry as ModelVisibilityChange)?.Description)),
        _ => null,
    };

    /// <summary>Dims a text of an entry that is hidden.</summary>
    private string Dim(string text) => Visible == false ? TextStyle.Dim(text) : text;

    /// <summary>Colors the description of a change by whether the change adds, removes, or changes the entry.</summary>
    private string Color(string text)
    {
        if (IsEmpty(nameof(ModelVisibilityChange.PreviousVisible), entry => (entry as ModelVisibilityChange)?.PreviousVisible)
            && IsEmpty(nameof(ModelVisibilityChange.PreviousCategory), entry => (entry as ModelVisibilityChange)?.PreviousCategory))
            return TextStyle.Green(text);
        return Visible is null && IsEmpty(nameof(ModelVisibility.Category), entry => entry.Category) ? TextStyle.Red(text) : TextStyle.Yellow(text);
    }

    private bool IsEmpty(string property, Func<ModelVisibility, object?> read) => Get(property, read) is null;
}
