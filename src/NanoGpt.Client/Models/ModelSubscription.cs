namespace NanoGpt;

/// <summary>
/// How a model stands to NanoGPT's subscription. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelSubscription : ServiceObject
{
    /// <summary>Whether the subscription includes the model. Null: not said.</summary>
    public bool? Included { get; internal set; }

    /// <summary>What else there is to know. Null: nothing.</summary>
    public string? Note { get; internal set; }

    /// <summary><c>Included</c>, <c>Paid</c> or <c>Unknown</c>, with the note.</summary>
    public override string ToString()
    {
        var standing = Included switch { true => "Included", false => "Paid", null => "Unknown" };
        return Note is null ? standing : $"{standing} ({Note})";
    }
}
