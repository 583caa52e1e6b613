namespace NanoGpt;

/// <summary>
/// The usage of an API key on one day, of one model, or of one model on one day. A value that the service did not send is
/// <see langword="null"/>, never zero. See https://docs.nano-gpt.com/api-reference/endpoint/usage.
/// </summary>
public sealed class Usage : ServiceObject
{
    /// <summary>Gets the day, as midnight in UTC; <see langword="null"/> if the usage is not grouped by day.</summary>
    public DateTime? Date { get; internal set; }

    /// <summary>
    /// Gets the public label of the model, such as <c>GPT-4.1 mini</c>; <see langword="null"/> if the usage is not grouped by
    /// model. It is a name, not an id, and variants of a model may share it. It corresponds to <see cref="NanoGpt.Model.Name"/>.
    /// </summary>
    public string? Model { get; internal set; }

    /// <summary>Gets the number of requests.</summary>
    public long? Requests { get; internal set; }

    /// <summary>Gets the cost in USD, before refunds.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Gets the refunded amount in USD.</summary>
    public decimal? Refunded { get; internal set; }

    /// <summary>Gets the cost in USD, after refunds.</summary>
    public decimal? NetCost { get; internal set; }

    /// <summary>Gets the number of input tokens.</summary>
    public long? InputTokens { get; internal set; }

    /// <summary>Gets the number of output tokens.</summary>
    public long? OutputTokens { get; internal set; }

    /// <summary>Gets the number of reasoning tokens, which <see cref="TotalTokens"/> does not include.</summary>
    public long? ReasoningTokens { get; internal set; }

    /// <summary>Gets the number of input and output tokens.</summary>
    public long? TotalTokens { get; internal set; }

    /// <summary>Returns the day, the model, and the cost after refunds.</summary>
    public override string ToString() => string.Join(" ", new[]
    {
        Date is { } date ? FormattableString.Invariant($"{date:yyyy-MM-dd}") : null,
        Model,
        NetCost is { } cost ? $"{cost} USD" : null,
    }.Where(part => part is not null));

    /// <summary>Returns the report that contains this usage. A method, so that serializers do not follow the reference.</summary>
    public UsageReport? GetReport() => Report;

    internal UsageReport? Report { get; set; }
}
