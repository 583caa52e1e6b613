namespace NanoGpt.Binding;

/// <summary>Converts a <see cref="Uri"/> or a string to a base URI.</summary>
internal sealed class BaseUriArgumentAttribute : ValidatedArgumentAttribute
{
    private protected override object Convert(object? value) =>
        BaseAddress.Parse(value is Uri uri ? uri.OriginalString : value?.ToString() ?? "");
}
