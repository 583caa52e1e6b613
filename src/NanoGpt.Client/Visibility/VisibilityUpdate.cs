using NanoGpt.Compatibility;
using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>
/// One update of the visibility preferences: acquires the lock, reads, checks for conflicts, sends, and reads back.
/// See <see cref="NanoGptClient.SetVisibilityAsync"/>.
/// </summary>
internal sealed class VisibilityUpdate
{
    private const int MaxRereads = 3;
    private static readonly TimeSpan RereadInterval = TimeSpan.FromSeconds(1);

    private readonly NanoGptClient client;
    private readonly NanoGptClientOptions options;
    private readonly IReadOnlyCollection<ModelVisibilityChange> changes;
    private readonly bool force;
    private readonly CancellationToken cancellationToken;

    private readonly List<RequestInfo> requests = [];
    private readonly Dictionary<string, ModelVisibilityChange> sent = [];
    private VisibilityPreferences expected;
    private bool outcomeUnknown;
    private bool emptyCategories;

    public VisibilityUpdate(
        NanoGptClient client,
        NanoGptClientOptions options,
        VisibilityPreferences planned,
        IReadOnlyCollection<ModelVisibilityChange> changes,
        bool force,
        CancellationToken cancellationToken)
    {
        (this.client, this.options, this.changes, this.force) = (client, options, changes, force);
        this.cancellationToken = cancellationToken;
        expected = WithoutRemoved(planned);
    }

    public async Task<VisibilityUpdateResult> RunAsync()
    {
        using var acquired = await AcquireLockAsync().ConfigureAwait(false);
        try
        {
            var result = await SaveAsync(acquired).ConfigureAwait(false);
            return CanEmptyCategories(result) ? await EmptyCategoriesAsync(acquired, result).ConfigureAwait(false) : result;
        }
        catch (NanoGptException failure)
        {
            failure.OutcomeUnknown = outcomeUnknown;
            throw;
        }
    }

    private async Task<VisibilityUpdateResult> SaveAsync(InterProcessLock acquired)
    {
        // An attempt is a read and a write: on a retry, seconds later, the first read is too old to send.
        var desired = await client.SendAsync(attempt => AttemptAsync(acquired, attempt), cancellationToken).ConfigureAwait(false);
        return sent.Count == 0 ? new VisibilityUpdateResult(requests, [], [], [], [], []) : await ReadBackAsync(desired).ConfigureAwait(false);
    }

    /// <summary>
    /// Determines whether the service kept a category that should be removed, and nothing else interfered with the change.
    /// </summary>
    private static bool CanEmptyCategories(VisibilityUpdateResult result) =>
        result.NotRemoved.Any(change => change.KeepsCategory)
        && result.Failed.All(failure => failure.Reason != VisibilityFailureReason.NotPersisted)
        && result is { UnexpectedlyChanged.Count: 0, LostProperties.Count: 0 };

    /// <summary>
    /// Saves an empty category for each category that the service did not remove. An empty category means none, and a service
    /// that merges can save it.
    /// </summary>
    private async Task<VisibilityUpdateResult> EmptyCategoriesAsync(InterProcessLock acquired, VisibilityUpdateResult result)
    {
        emptyCategories = true;
        try
        {
            return await SaveAsync(acquired).ConfigureAwait(false);
        }
        catch (NanoGptException rejection) when (rejection.Kind == NanoGptErrorKind.InvalidRequest)
        {
            // The service does not accept an empty category. Everything else is already saved.
            requests.Add(rejection.Request);
            return result;
        }
    }

    private async Task<InterProcessLock> AcquireLockAsync()
    {
        try
        {
            return await InterProcessLock.AcquireAsync(options.LockPath, options.TimeProvider, cancellationToken).ConfigureAwait(false)
                ?? throw CreateNotSentException(NanoGptErrorKind.Locked, "Another process on this machine has held the lock for visibility changes for two minutes. Nothing was sent; retry when that process has ended.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CreateLockException("open", cause);
        }
    }

    /// <summary>Reads the preferences, checks for conflicts, and sends the pending changes.</summary>
    /// <returns>The preferences that should be saved after the attempt.</returns>
    private async Task<VisibilityPreferences> AttemptAsync(InterProcessLock acquired, int attempt)
    {
        var saved = await ReadAsync(attempt).ConfigureAwait(false);
        var missing = saved.GetMissingSince(expected).ToList();
        // Also restores values that an earlier attempt of this update may have removed.
        if (force || sent.Count > 0) saved = saved.WithMissing(expected);
        var pending = GetPendingChanges(saved);
        if (pending.Count == 0) return saved;
        if (missing.Count > 0 && !force && sent.Count == 0)
            throw CreateNotSentException(
                NanoGptErrorKind.Conflict,
                $"Saved values outside this change have disappeared since the preferences were first read: {TerminalSanitizer.SanitizeList(missing)}. Nothing was sent.");

        expected = WithoutRemoved(saved);
        foreach (var change in pending)
            sent[change.Id] = sent.TryGetValue(change.Id, out var earlier) ? change.Combine(earlier) : change;
        var merged = saved.Apply(pending, emptyCategories);
        await WriteAsync(acquired, merged, attempt).ConfigureAwait(false);
        return merged;
    }

    /// <summary>
    /// Reads the saved preferences. Reads again if values are missing: the response may be stale or incomplete.
    /// </summary>
    private async Task<VisibilityPreferences> ReadAsync(int attempt)
    {
        for (var reread = 0; ; reread++)
        {
            var saved = await client.ReadVisibilityAsync(attempt, cancellationToken).ConfigureAwait(false);
            requests.Add(saved.Request!);
            if (reread == MaxRereads || !saved.GetMissingSince(expected).Any()) return saved;
            await Platform.DelayAsync(RereadInterval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(InterProcessLock acquired, VisibilityPreferences preferences, int attempt)
    {
        var isSettled = false;
        try
        {
            acquired.BeginRequest(options.Timeout);
        }
        catch (IOException cause)
        {
            throw CreateLockException("write", cause);
        }
        try
        {
            requests.Add(await client.WriteVisibilityAsync(preferences, attempt, cancellationToken).ConfigureAwait(false));
            outcomeUnknown = isSettled = true;
        }
        catch (NanoGptException failure)
        {
            // Without a response, or after a timeout or a service failure, the request can still take effect later.
            isSettled = failure.StatusCode is not (null or 408 or >= 500);
            // A rejected request changed nothing, but an earlier one may have.
            outcomeUnknown |= !isSettled || failure.StatusCode < 400;
            throw;
        }
        finally
        {
            acquired.EndRequest(isSettled);
        }
    }

    /// <summary>Reads the saved preferences after the change. Reads again if the service has not saved all of it yet.</summary>
    private async Task<VisibilityUpdateResult> ReadBackAsync(VisibilityPreferences desired)
    {
        for (var reread = 0; ; reread++)
        {
            var found = await client.GetVisibilityAsync(cancellationToken).ConfigureAwait(false);
            requests.Add(found.Request!);
            var result = VisibilityUpdateResult.Create(sent.Values, desired, found, requests);
            if (reread == MaxRereads || result is { NotRemoved.Count: 0, Failed.Count: 0, UnexpectedlyChanged.Count: 0, LostProperties.Count: 0 }) return result;
            await Platform.DelayAsync(RereadInterval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the changes that are not saved yet, applied to the entries that are saved now.</summary>
    private List<ModelVisibilityChange> GetPendingChanges(VisibilityPreferences saved)
    {
        var pending = changes
            .Select(change => (Change: change, Current: saved.GetEntry(change.Id)))
            .Where(pair => !pair.Current.HasSameValues(pair.Change))
            .ToList();
        var conflicts = pending.Where(pair => !IsExpected(pair.Change, pair.Current)).Select(pair => pair.Current.Id).ToList();
        if (conflicts.Count > 0 && !force)
            throw CreateNotSentException(
                NanoGptErrorKind.Conflict,
                $"Another writer changed {TerminalSanitizer.SanitizeList(conflicts)} since the preferences were read. Nothing {(sent.Count > 0 ? "more " : "")}was sent.");
        return [.. pending.Select(pair => pair.Change.Rebase(pair.Current)).Where(change => !change.HasSameValues(change.Before))];
    }

    /// <summary>
    /// Determines whether an entry has the planned previous values, or a possible result of an earlier attempt.
    /// </summary>
    private bool IsExpected(ModelVisibilityChange change, ModelVisibility current) =>
        sent.TryGetValue(change.Id, out var earlier) ? earlier.CanResultIn(current) : current.HasSameValues(change.Before);

    private VisibilityPreferences WithoutRemoved(VisibilityPreferences preferences) =>
        preferences.Apply(changes.Select(change => change.GetRemoval(preferences.GetEntry(change.Id))));

    private NanoGptException CreateLockException(string operation, Exception cause) =>
        CreateNotSentException(NanoGptErrorKind.Locked, $"Cannot {operation} the lock file '{options.LockPath}'. {cause.Message} Nothing was sent.");

    private NanoGptException CreateNotSentException(NanoGptErrorKind kind, string message) =>
        new(kind, message, new RequestInfo("POST", new Uri(options.BaseUri, NanoGptClient.VisibilityPath), attempt: 0));
}
