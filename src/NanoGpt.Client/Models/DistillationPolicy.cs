namespace NanoGpt;

/// <summary>
/// Describes whether a model's output may be used to train other models.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class DistillationPolicy : ServiceObject
{
    /// <summary>
    /// Gets the status: <c>allowed</c>, <c>disallowed</c>, or <c>unknown</c>; <see langword="null"/> if unspecified.
    /// </summary>
    public string? Status { get; internal set; }

    /// <summary>Gets the display text of the status; <see langword="null"/> if unspecified.</summary>
    public string? Label { get; internal set; }

    /// <summary>Gets the basis of the status, such as <c>model_license</c>; <see langword="null"/> if unspecified.</summary>
    public string? Basis { get; internal set; }

    /// <summary>
    /// Gets the address of the license or terms as the service sent it; <see langword="null"/> if unspecified.
    /// </summary>
    public string? SourceUrl { get; internal set; }

    /// <summary>Gets a remark; <see langword="null"/> if there is none.</summary>
    public string? Note { get; internal set; }

    /// <summary>Returns the label, or the status if there is no label.</summary>
    public override string ToString() => Label ?? Status ?? "";
}
