using NanoGpt.Compatibility;
using NanoGpt.Http;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// NanoGPT's model API. It keeps nothing between two calls, may be used from several threads at once, and need not be
/// disposed of: connections are the process's. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
/// <param name="options">Where the service is, and with what to call it.</param>
public sealed class NanoGptClient(NanoGptClientOptions options)
{
    internal const string VisibilityPath = "api/user/model-visibility";

    /// <summary>Lists text models.</summary>
    /// <param name="query">Which ones, and how.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>The list, whose models are still to be read.</returns>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ModelList> ListModelsAsync(ModelQuery query, CancellationToken cancellationToken = default)
    {
        var request = new ServiceRequest(HttpMethod.Get, query.Path, Credential.ApiKey);
        var answer = await SendAsync(attempt => Exchange.StartAsync(options, request, attempt, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ModelList(answer, options.BaseUri, options.ApiKey);
    }

    /// <summary>Reads the account's visibility preferences. It takes the session cookie.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<VisibilityPreferences> GetVisibilityAsync(CancellationToken cancellationToken = default) =>
        SendAsync(attempt => ReadVisibilityAsync(attempt, cancellationToken), cancellationToken);

    /// <summary>
    /// Changes entries of the account's visibility preferences and keeps all others, whether the service replaces what is saved
    /// by what is sent or merges it. The preferences are read again right before they are sent, and read back afterwards.
    /// Processes on one machine take turns. A change that another machine makes between that read and the request is lost:
    /// the service offers no protection. The call requires the session cookie.
    /// </summary>
    /// <param name="planned">The preferences that the changes were planned from. No value in them is lost, unless a change
    /// removes it: if a later read lacks one, it is repeated.</param>
    /// <param name="changes">The changes, from <see cref="VisibilityPreferences.PlanMerge"/> or
    /// <see cref="VisibilityPreferences.PlanReplace"/>. With none, nothing is sent.</param>
    /// <param name="force">Whether to overwrite what somebody else has changed since, and to restore values outside the changes
    /// that have disappeared since.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The service refused the request or could not be reached; entries to be changed have
    /// been changed since, or others have disappeared (<see cref="NanoGptErrorKind.Conflict"/>); or the lock is held by others
    /// or cannot be used (<see cref="NanoGptErrorKind.Locked"/>). In the last two cases nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<VisibilityUpdateResult> SetVisibilityAsync(
        VisibilityPreferences planned,
        IReadOnlyCollection<ModelVisibilityChange> changes,
        bool force = false,
        CancellationToken cancellationToken = default) =>
        new VisibilityUpdate(this, options, planned, changes, force, cancellationToken).RunAsync();

    /// <summary>One attempt to read the preferences.</summary>
    internal async Task<VisibilityPreferences> ReadVisibilityAsync(int attempt, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Get, VisibilityPath, Credential.SessionCookie);
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellationToken).ConfigureAwait(false);
        var body = await exchange.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return PreferencesJson.Read(body, exchange.RequestInfo);
        }
        catch (FormatException unreadable)
        {
            throw exchange.CreateInvalidResponse($"The answer holds no visibility preferences: {unreadable.Message}.");
        }
    }

    /// <summary>One attempt to send preferences.</summary>
    internal async Task<RequestInfo> WriteVisibilityAsync(VisibilityPreferences preferences, int attempt, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Post, VisibilityPath, Credential.SessionCookie, preferences.ToJson());
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellationToken).ConfigureAwait(false);
        await exchange.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return exchange.RequestInfo;
    }

    /// <summary>
    /// The one way out: every request goes through here, and is tried again when it failed in passing. All that go are
    /// safe to repeat: lists change nothing, and preferences are sent whole, so that sent twice is the same as sent once.
    /// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
    /// </summary>
    /// <param name="send">One try, given its number: 1 is the first.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    internal async Task<T> SendAsync<T>(Func<int, Task<T>> send, CancellationToken cancellationToken)
    {
        var timeProvider = options.TimeProvider;
        var started = timeProvider.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await send(attempt).ConfigureAwait(false);
            }
            catch (NanoGptException failure) when (
                attempt <= options.MaximumRetryCount
                && RetryPolicy.GetNextDelay(failure, retry: attempt) is { } wait
                && timeProvider.GetElapsedTime(started) + wait <= options.MaxRetryDuration)
            {
                delay = wait;
                options.OnRetry?.Invoke(new(failure, Retry: attempt, delay));
            }
            await Platform.DelayAsync(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
