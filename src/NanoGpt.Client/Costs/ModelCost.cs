namespace NanoGpt;

/// <summary>What a workload would cost on a model, by the model's prices. What is not known is null, never zero.</summary>
public sealed class ModelCost
{
    private const decimal TokensPerPrice = 1_000_000;

    private ModelCost(string id) => Id = id;

    /// <summary>The model's id.</summary>
    public string Id { get; }

    /// <summary>What reading the prompts would cost, in <see cref="Currency"/>. Null: the price is not known.</summary>
    public decimal? PromptCost { get; private init; }

    /// <summary>What writing the answers would cost, in <see cref="Currency"/>. Null: the price is not known.</summary>
    public decimal? CompletionCost { get; private init; }

    /// <summary>
    /// Both together, in <see cref="Currency"/>. Null: a price is not known, and there are tokens that it is for.
    /// </summary>
    public decimal? TotalCost { get; private init; }

    /// <summary>The currency: always <c>USD</c>.</summary>
    public string Currency { get; } = "USD";

    /// <summary>What a workload would cost on a model, exactly.</summary>
    /// <exception cref="ArgumentNullException">The model or the workload is null.</exception>
    /// <exception cref="OverflowException">It would cost more than a <see cref="decimal"/> can say.</exception>
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

    /// <summary>The id and the total.</summary>
    public override string ToString() => $"{Id}: {(TotalCost is { } total ? $"{total} {Currency}" : "unknown")}";
}
