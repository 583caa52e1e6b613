namespace NanoGpt;

/// <summary>Describes a retry after a transient failure.</summary>
/// <param name="Failure">The failure of the previous attempt.</param>
/// <param name="Retry">The number of the retry. The first is 1.</param>
/// <param name="Delay">The delay before the retry.</param>
public sealed record RetryAttempt(NanoGptException Failure, int Retry, TimeSpan Delay);
