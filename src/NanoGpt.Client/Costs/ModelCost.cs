namespace NanoGpt;

/// <summary>The cost of a workload at a model's prices. An unknown cost is <see langword="null"/>, never zero.</summary>
public sealed class ModelCost
{
    private const decimal TokensPerPrice = 1_000_000;

    private ModelCost(string id) => Id = id;

    /// <summary>Gets the model's id.</summary>
    public string Id { get; }

    /// <summary>
    /// Gets the cost of the prompts in <see cref="Currency"/>; <see langword="null"/> if the price is unknown.
    /// </summary>
    public decimal? PromptCost { get; private init; }

    /// <summary>
    /// Gets the cost of the completions in <see cref="Currency"/>; <see langword="null"/> if the price is unknown.
    /// </summary>
    public decimal? CompletionCost { get; private init; }

    /// <summary>
    /// Gets the total cost in <see cref="Currency"/>; <see langword="null"/> if the price of a positive number of tokens is
    /// unknown.
    /// </summary>
    public decimal? TotalCost { get; private init; }

    /// <summary>Gets the currency: always <c>USD</c>.</summary>
    public string Currency { get; } = "USD";

    /// <summary>Calculates the exact cost of a workload.</summary>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="model"/> or <paramref name="workload"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="OverflowException">The cost exceeds the range of <see cref="decimal"/>.</exception>
    public static ModelCost Create(ModelSnapshot model, ModelWorkload workload)
    {
        var work = workload ?? throw new ArgumentNullException(nameof(workload));
        var priced = model ?? throw new ArgumentNullException(nameof(model));
        var promptTokens = (decimal)work.PromptTokens * work.Requests;
        var completionTokens = (decimal)work.CompletionTokens * work.Requests;
        var prompt = promptTokens * priced.PromptPrice / TokensPerPrice;
        var completion = completionTokens * priced.CompletionPrice / TokensPerPrice;
        return new(priced.Id)
        {
            PromptCost = prompt,
            CompletionCost = completion,
            TotalCost = (prompt, completion) switch
            {
                ({ } known, null) when completionTokens == 0 => known,
                (null, { } known) when promptTokens == 0 => known,
                _ => prompt + completion,
            },
        };
    }

    /// <summary>Returns the id and the total cost.</summary>
    public override string ToString() => $"{Id}: {(TotalCost is { } total ? $"{total} {Currency}" : "unknown")}";
}
