namespace NanoGpt;

/// <summary>
/// Describes whether NanoGPT's subscription includes a model. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelSubscription : ServiceObject
{
    /// <summary>
    /// Gets a value that indicates whether the subscription includes the model; <see langword="null"/> if unspecified.
    /// </summary>
    public bool? Included { get; internal set; }

    /// <summary>Gets a remark; <see langword="null"/> if there is none.</summary>
    public string? Note { get; internal set; }

    /// <summary>Returns <c>Included</c>, <c>Paid</c>, or <c>Unknown</c>, with the note.</summary>
    public override string ToString()
    {
        var status = Included switch { true => "Included", false => "Paid", null => "Unknown" };
        return Note is null ? status : $"{status} ({Note})";
    }
}
