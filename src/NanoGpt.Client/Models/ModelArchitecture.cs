namespace NanoGpt;

/// <summary>
/// The input and output modalities of a model. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelArchitecture : ServiceObject
{
    /// <summary>
    /// Gets the input modalities, such as <c>text</c> and <c>image</c>; <see langword="null"/> if unspecified.
    /// </summary>
    public IReadOnlyList<string>? InputModalities { get; internal set; }

    /// <summary>Gets the output modalities, such as <c>text</c>; <see langword="null"/> if unspecified.</summary>
    public IReadOnlyList<string>? OutputModalities { get; internal set; }

    /// <summary>Returns the modalities, such as <c>text+image -> text</c>.</summary>
    public override string ToString() => $"{Join(InputModalities)} -> {Join(OutputModalities)}";

    private static string Join(IReadOnlyList<string>? modalities) => modalities is null ? "?" : string.Join("+", modalities);
}
