using System.Collections;

namespace NanoGpt.Binding;

/// <summary>
/// Rejects several values for a parameter whose type is an enumeration. PowerShell would combine them with a bitwise OR, so that
/// <c>Subscription, Paid</c> would silently select a third list.
/// </summary>
internal sealed class SingleValueArgumentAttribute : ValidatedArgumentAttribute
{
    private protected override object? Convert(object? value)
    {
        var text = value is IEnumerable list and not string ? string.Join(", ", list.Cast<object?>()) : value as string;
        if (text?.Contains(',') == true)
            throw new ArgumentException($"'{TerminalSanitizer.Sanitize(text)}' has several values, but this parameter accepts one. Run the command once for each value.");
        return value;
    }
}
