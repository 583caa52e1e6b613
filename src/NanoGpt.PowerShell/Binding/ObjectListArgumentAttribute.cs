using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>
/// Converts an object to a list with one element. PowerShell itself would do so later, and first bind the object to a parameter of
/// another parameter set that does not require a conversion.
/// </summary>
internal sealed class ObjectListArgumentAttribute : ValidatedArgumentAttribute
{
    private protected override object? Convert(object? value)
    {
        var objects = LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value];
        return objects.Select(item => item is null ? null : PSObject.AsPSObject(item)).ToArray();
    }
}
