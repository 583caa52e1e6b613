namespace NanoGpt;

/// <summary>The requests and tokens to calculate a cost for.</summary>
/// <param name="PromptTokens">The number of prompt tokens per request. Not negative.</param>
/// <param name="CompletionTokens">The number of completion tokens per request. Not negative.</param>
/// <param name="Requests">The number of requests. Not negative.</param>
public sealed record ModelWorkload(long PromptTokens, long CompletionTokens, long Requests = 1);
