using System.Globalization;
using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="ModelChange"/> for the views.</summary>
internal sealed class ModelChangeView(PSObject change) : ObjectView<ModelChange>(change)
{
    private ModelChangeKind? Kind => ObjectView.ConvertTo<ModelChangeKind>(Get(nameof(ModelChange.Change), change => change.Change));

    private decimal? Percent => ObjectView.ConvertTo<decimal>(Get(nameof(ModelChange.Percent), change => change.Percent));

    private string Property => Text(nameof(ModelChange.Property), change => change.Property);

    private object? Before => Get(nameof(ModelChange.Before), change => change.Before);

    private object? After => Get(nameof(ModelChange.After), change => change.After);

    /// <summary>Gets a value that indicates whether the change has a percentage.</summary>
    public bool HasPercent => Percent is not null;

    private protected override string? GetText(string name) => name switch
    {
        "Id" => Text(nameof(ModelChange.Id), change => change.Id),
        "Change" => Kind is { } kind ? Color(Display.Change(kind, Percent)) : "",
        "Values" => Display.Values(Property, Before, After),
        "Kind" => Kind is { } kind ? Color(kind.ToString()) : "",
        "Property" => Property,
        "Percent" => Percent is { } percent ? Color(percent.ToString("+0.0;-0.0;0.0", CultureInfo.CurrentCulture) + "%") : "",
        "Before" => Display.Value(Before),
        "After" => Display.Value(After),
        _ => null,
    };

    private string Color(string text) => Kind switch
    {
        ModelChangeKind.Added => TextStyle.Green(text),
        ModelChangeKind.Removed => TextStyle.Red(text),
        _ => GetPriceDirection() switch { > 0 => TextStyle.Red(text), < 0 => TextStyle.Green(text), _ => TextStyle.Yellow(text) },
    };

    /// <summary>Returns whether a price is higher or lower; <see langword="null"/> if a price is unknown or the property is none.</summary>
    private int? GetPriceDirection()
    {
        var isPrice = Property.EndsWith("Price", StringComparison.Ordinal) || Property.StartsWith("Pricing.", StringComparison.Ordinal);
        return isPrice && ObjectView.ConvertTo<decimal>(Before) is { } before && ObjectView.ConvertTo<decimal>(After) is { } after
            ? after.CompareTo(before)
            : null;
    }
}
