using NanoGpt.Compatibility;
using NanoGpt.Http;

namespace NanoGpt;

/// <summary>
/// NanoGPT's model API. It keeps nothing between two calls, may be used from several threads at once, and need not be
/// disposed of: connections are the process's. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
/// <param name="options">Where the service is, and with what to call it.</param>
public sealed class NanoGptClient(NanoGptClientOptions options)
{
    /// <summary>Lists text models.</summary>
    /// <param name="query">Which ones, and how.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The list, whose models are still to be read.</returns>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ModelList> ListModelsAsync(ModelQuery query, CancellationToken cancellation = default) =>
        new(await SendAsync(new(HttpMethod.Get, query.Path, Credential.ApiKey), cancellation).ConfigureAwait(false), options.BaseUri);

    /// <summary>
    /// The one way out: every request goes through here, and is tried again when it failed in passing. All that go are
    /// safe to repeat: lists change nothing, and preferences are sent whole, so that sent twice is the same as sent once.
    /// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
    /// </summary>
    private async Task<Exchange> SendAsync(ServiceRequest request, CancellationToken cancellation)
    {
        var clock = options.TimeProvider;
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await Exchange.StartAsync(options, request, attempt, cancellation).ConfigureAwait(false);
            }
            catch (NanoGptException failure) when (
                attempt <= options.MaximumRetryCount
                && BackOff.DelayAfter(failure, retry: attempt) is { } wait
                && clock.GetElapsedTime(started) + wait <= options.RetryBudget)
            {
                delay = wait;
                options.Retrying?.Invoke(new(failure, Retry: attempt, delay));
            }
            await Platform.DelayAsync(delay, clock, cancellation).ConfigureAwait(false);
        }
    }
}
