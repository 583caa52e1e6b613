namespace NanoGpt;

/// <summary>Work for a model.</summary>
/// <param name="PromptTokens">How many tokens a request's prompt has. Not negative.</param>
/// <param name="CompletionTokens">How many tokens its answer has. Not negative.</param>
/// <param name="Requests">How many such requests there are. Not negative.</param>
public sealed record ModelWorkload(long PromptTokens, long CompletionTokens, long Requests = 1);
