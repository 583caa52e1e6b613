namespace NanoGpt;

/// <summary>
/// What goes into a model and what comes out of it. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelArchitecture : ServiceObject
{
    /// <summary>What the model takes in, such as <c>text</c> and <c>image</c>. Null: not said.</summary>
    public IReadOnlyList<string>? InputModalities { get; internal set; }

    /// <summary>What the model gives back, such as <c>text</c>. Null: not said.</summary>
    public IReadOnlyList<string>? OutputModalities { get; internal set; }

    /// <summary>Both, with an arrow between.</summary>
    public override string ToString() => $"{Join(InputModalities)} -> {Join(OutputModalities)}";

    private static string Join(IReadOnlyList<string>? modalities) => modalities is null ? "?" : string.Join("+", modalities);
}
