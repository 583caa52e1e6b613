namespace NanoGpt.Binding;

/// <summary>Takes a base address as a <see cref="Uri"/> or as text.</summary>
public sealed class BaseUriArgumentAttribute : ValidatedArgumentAttribute
{
    private protected override object Convert(object? value) =>
        BaseAddress.Parse(value is Uri uri ? uri.OriginalString : value?.ToString() ?? "");
}
