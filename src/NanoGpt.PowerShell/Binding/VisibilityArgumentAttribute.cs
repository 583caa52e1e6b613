namespace NanoGpt.Binding;

/// <summary>Rejects text with a message that names the values. PowerShell would name only the type of the parameter.</summary>
internal sealed class VisibilityArgumentAttribute : ValidatedArgumentAttribute
{
    private protected override object? Convert(object? value) => value is string text
        ? throw new ArgumentException($"'{TerminalSanitizer.Sanitize(text)}' is not a visibility. Specify $true, $false, or $null.")
        : value;
}
