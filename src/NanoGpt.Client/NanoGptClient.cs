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
    private const string VisibilityPath = "api/user/model-visibility";

    /// <summary>Lists text models.</summary>
    /// <param name="query">Which ones, and how.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The list, whose models are still to be read.</returns>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ModelList> ListModelsAsync(ModelQuery query, CancellationToken cancellation = default)
    {
        var request = new ServiceRequest(HttpMethod.Get, query.Path, Credential.ApiKey);
        var answer = await SendAsync(attempt => Exchange.StartAsync(options, request, attempt, cancellation), cancellation).ConfigureAwait(false);
        return new ModelList(answer, options.BaseUri, options.ApiKey);
    }

    /// <summary>Reads the account's visibility preferences. It takes the session cookie.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<VisibilityPreferences> GetVisibilityAsync(CancellationToken cancellation = default) =>
        SendAsync(attempt => ReadVisibilityAsync(attempt, cancellation), cancellation);

    /// <summary>
    /// Changes entries of the account's visibility preferences and leaves all others as they are, whether the service
    /// replaces what is saved by what is sent or merges it. The preferences are read again right before they are sent, and
    /// once more afterwards; writers on one machine take turns. What somebody else writes between that reading and the
    /// sending is lost: the service offers no protection. It takes the session cookie.
    /// </summary>
    /// <param name="changes">The changes, from <see cref="VisibilityPreferences.Merge"/> or
    /// <see cref="VisibilityPreferences.Replace"/>. With none, nothing is sent.</param>
    /// <param name="force">Changes also what somebody else has changed since these changes were made.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NanoGptException">The service refused or could not be reached; somebody else has changed one of the
    /// entries (<see cref="NanoGptErrorKind.Conflict"/>) or keeps changing (<see cref="NanoGptErrorKind.Locked"/>), and
    /// nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<VisibilityOutcome> SetVisibilityAsync(
        IReadOnlyCollection<ModelVisibilityChange> changes, bool force = false, CancellationToken cancellation = default)
    {
        using var turn = await TakeTurnAsync(cancellation).ConfigureAwait(false);
        var calls = new List<CallReport>();
        var sent = new Dictionary<string, ModelVisibilityChange>();
        var mayBeSaved = false;
        try
        {
            // A try is both requests: when it is repeated, seconds later, what was read is too old to be sent.
            var wanted = await SendAsync(
                async attempt =>
                {
                    var saved = await ReadVisibilityAsync(attempt, cancellation).ConfigureAwait(false);
                    calls.Add(saved.Call!);
                    var pending = Pending(changes, saved, force, isRepeated: sent.Count > 0);
                    if (pending.Count == 0) return saved;
                    foreach (var change in pending) sent[change.Id] = change;
                    var merged = saved.With(pending);
                    try
                    {
                        calls.Add(await WriteVisibilityAsync(merged, attempt, cancellation).ConfigureAwait(false));
                        mayBeSaved = true;
                    }
                    catch (NanoGptException failure)
                    {
                        // What was refused is not saved, unless a try before it was not refused.
                        mayBeSaved |= failure.StatusCode is null or < 400 or 408 or >= 500;
                        throw;
                    }
                    return merged;
                },
                cancellation).ConfigureAwait(false);
            if (sent.Count == 0) return new VisibilityOutcome(calls, [], [], [], []);

            var found = await GetVisibilityAsync(cancellation).ConfigureAwait(false);
            return VisibilityOutcome.Of(sent.Values, wanted, found, [.. calls, found.Call!]);
        }
        catch (NanoGptException failure)
        {
            failure.MayHaveChanged = mayBeSaved;
            throw;
        }
    }

    private async Task<VisibilityPreferences> ReadVisibilityAsync(int attempt, CancellationToken cancellation)
    {
        var request = new ServiceRequest(HttpMethod.Get, VisibilityPath, Credential.SessionCookie);
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellation).ConfigureAwait(false);
        var body = await exchange.ReadToEndAsync(cancellation).ConfigureAwait(false);
        try
        {
            return PreferencesJson.Read(body, exchange.Report);
        }
        catch (FormatException unreadable)
        {
            throw exchange.InvalidResponse($"The answer holds no visibility preferences: {unreadable.Message}.");
        }
    }

    private async Task<CallReport> WriteVisibilityAsync(VisibilityPreferences preferences, int attempt, CancellationToken cancellation)
    {
        var request = new ServiceRequest(HttpMethod.Post, VisibilityPath, Credential.SessionCookie, preferences.ToJson());
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellation).ConfigureAwait(false);
        await exchange.ReadToEndAsync(cancellation).ConfigureAwait(false);
        return exchange.Report;
    }

    private async Task<HostLock> TakeTurnAsync(CancellationToken cancellation)
    {
        try
        {
            return await HostLock.TakeAsync(options.BaseUri, options.TimeProvider, cancellation).ConfigureAwait(false)
                ?? throw NothingSent(NanoGptErrorKind.Locked, "Another process on this machine has been changing visibility preferences for two minutes, and nothing was sent.");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw NothingSent(NanoGptErrorKind.Locked, $"Writers on this machine take turns by a file that can't be used, and nothing was sent. {unusable.Message}");
        }
    }

    /// <summary>The changes that are still to be made, of the entries as they are now.</summary>
    private List<ModelVisibilityChange> Pending(
        IEnumerable<ModelVisibilityChange> changes, VisibilityPreferences saved, bool force, bool isRepeated)
    {
        var pending = changes
            .Select(change => (Change: change, Now: saved.Entry(change.Id)))
            .Where(pair => !pair.Now.IsSavedAs(pair.Change))
            .ToList();
        var foreign = pending.Where(pair => !pair.Now.IsSavedAs(pair.Change.Before)).Select(pair => pair.Now.Id).ToList();
        if (foreign.Count > 0 && !force)
            throw NothingSent(
                NanoGptErrorKind.Conflict,
                $"Somebody else has just changed {HarmlessText.List(foreign)}, and nothing {(isRepeated ? "more " : "")}was sent.");
        return [.. pending.Select(pair => pair.Change.Of(pair.Now)).Where(change => !change.IsSavedAs(change.Before))];
    }

    private NanoGptException NothingSent(NanoGptErrorKind kind, string message) =>
        new(kind, message, new CallReport("POST", new Uri(options.BaseUri, VisibilityPath), attempt: 0));

    /// <summary>
    /// The one way out: every request goes through here, and is tried again when it failed in passing. All that go are
    /// safe to repeat: lists change nothing, and preferences are sent whole, so that sent twice is the same as sent once.
    /// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
    /// </summary>
    /// <param name="send">One try, given its number: 1 is the first.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<T> SendAsync<T>(Func<int, Task<T>> send, CancellationToken cancellation)
    {
        var clock = options.TimeProvider;
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await send(attempt).ConfigureAwait(false);
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
