namespace NanoGpt;

/// <summary>
/// Whether a model's answers may be used to train other models.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class DistillationPolicy : ServiceObject
{
    /// <summary><c>allowed</c>, <c>disallowed</c> or <c>unknown</c>. Null: not said.</summary>
    public string? Status { get; internal set; }

    /// <summary>The status for people. Null: not said.</summary>
    public string? Label { get; internal set; }

    /// <summary>What the status rests on. Null: not said.</summary>
    public string? Basis { get; internal set; }

    /// <summary>Where that can be read, as the service said it. Null: not said.</summary>
    public string? SourceUrl { get; internal set; }

    /// <summary>What else there is to know. Null: nothing.</summary>
    public string? Note { get; internal set; }

    /// <summary>The status for people, else the status.</summary>
    public override string ToString() => Label ?? Status ?? "";
}
