namespace NanoGpt;

/// <summary>A try that failed in passing, and what comes of it.</summary>
/// <param name="Failure">How it failed.</param>
/// <param name="Retry">Which repetition comes next: 1 is the first.</param>
/// <param name="Delay">How long until then.</param>
public sealed record RetryAttempt(NanoGptException Failure, int Retry, TimeSpan Delay);
