using NanoGpt.Compatibility;
using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>
/// One change of the visibility preferences: it takes the lock, reads, checks, sends, and reads back.
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
        using var turn = await AcquireLockAsync().ConfigureAwait(false);
        try
        {
            // An attempt is a read and a write: when it is repeated, seconds later, the first read is too old to be sent.
            var wanted = await client.SendAsync(attempt => AttemptAsync(turn, attempt), cancellationToken).ConfigureAwait(false);
            return sent.Count == 0 ? new VisibilityUpdateResult(requests, [], [], [], []) : await ReadBackAsync(wanted).ConfigureAwait(false);
        }
        catch (NanoGptException failure)
        {
            failure.OutcomeUnknown = outcomeUnknown;
            throw;
        }
    }

    private async Task<InterProcessLock> AcquireLockAsync()
    {
        try
        {
            return await InterProcessLock.AcquireAsync(options.LockPath, options.TimeProvider, cancellationToken).ConfigureAwait(false)
                ?? throw CreateNotSentException(NanoGptErrorKind.Locked, "Another process on this machine has been changing visibility preferences for two minutes, and nothing was sent.");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw CreateLockException(unusable);
        }
    }

    /// <returns>What should be saved after this.</returns>
    private async Task<VisibilityPreferences> AttemptAsync(InterProcessLock turn, int attempt)
    {
        var saved = await ReadAsync(attempt).ConfigureAwait(false);
        var missing = saved.MissingSince(expected).ToList();
        // What an earlier attempt of this call may have removed is restored, too.
        if (force || sent.Count > 0) saved = saved.WithMissing(expected);
        var pending = GetPendingChanges(saved);
        if (pending.Count == 0) return saved;
        if (missing.Count > 0 && !force && sent.Count == 0)
            throw CreateNotSentException(
                NanoGptErrorKind.Conflict,
                $"Saved values outside this change have disappeared since the preferences were first read: {TerminalSanitizer.SanitizeList(missing)}. Nothing was sent.");

        expected = WithoutRemoved(saved);
        foreach (var change in pending)
            sent[change.Id] = sent.TryGetValue(change.Id, out var earlier) ? change.After(earlier) : change;
        var merged = saved.Apply(pending);
        await WriteAsync(turn, merged, attempt).ConfigureAwait(false);
        return merged;
    }

    /// <summary>Reads what is saved. If something is missing, reads again: the response may be out of date, or incomplete.</summary>
    private async Task<VisibilityPreferences> ReadAsync(int attempt)
    {
        for (var reread = 0; ; reread++)
        {
            var saved = await client.ReadVisibilityAsync(attempt, cancellationToken).ConfigureAwait(false);
            requests.Add(saved.Request!);
            if (reread == MaxRereads || !saved.MissingSince(expected).Any()) return saved;
            await Platform.DelayAsync(RereadInterval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(InterProcessLock turn, VisibilityPreferences preferences, int attempt)
    {
        var isAnswered = false;
        try
        {
            turn.BeginRequest(options.Timeout);
        }
        catch (IOException unusable)
        {
            throw CreateLockException(unusable);
        }
        try
        {
            requests.Add(await client.WriteVisibilityAsync(preferences, attempt, cancellationToken).ConfigureAwait(false));
            outcomeUnknown = isAnswered = true;
        }
        catch (NanoGptException failure)
        {
            // A status says that the request has had its effect, unless it is one of a time-out or of a failed service.
            isAnswered = failure.StatusCode is not (null or 408 or >= 500);
            // A refused request has none, but an earlier one may have.
            outcomeUnknown |= !isAnswered || failure.StatusCode < 400;
            throw;
        }
        finally
        {
            turn.EndRequest(isAnswered);
        }
    }

    /// <summary>Reads what is saved after the change, again if the service has not saved all of it yet.</summary>
    private async Task<VisibilityUpdateResult> ReadBackAsync(VisibilityPreferences wanted)
    {
        for (var reread = 0; ; reread++)
        {
            var found = await client.GetVisibilityAsync(cancellationToken).ConfigureAwait(false);
            requests.Add(found.Request!);
            var outcome = VisibilityUpdateResult.Create(sent.Values, wanted, found, requests);
            if (reread == MaxRereads || outcome is { Failed.Count: 0, UnexpectedlyChanged.Count: 0, LostProperties.Count: 0 }) return outcome;
            await Platform.DelayAsync(RereadInterval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The changes that are still to be made, based on the entries that are saved now.</summary>
    private List<ModelVisibilityChange> GetPendingChanges(VisibilityPreferences saved)
    {
        var pending = changes
            .Select(change => (Change: change, Now: saved.GetEntry(change.Id)))
            .Where(pair => !pair.Now.HasSameValues(pair.Change))
            .ToList();
        var foreign = pending.Where(pair => !IsExpected(pair.Change, pair.Now)).Select(pair => pair.Now.Id).ToList();
        if (foreign.Count > 0 && !force)
            throw CreateNotSentException(
                NanoGptErrorKind.Conflict,
                $"Somebody else has just changed {TerminalSanitizer.SanitizeList(foreign)}, and nothing {(sent.Count > 0 ? "more " : "")}was sent.");
        return [.. pending.Select(pair => pair.Change.Rebase(pair.Now)).Where(change => !change.HasSameValues(change.Before))];
    }

    /// <summary>Whether an entry is as it was when the change was planned, or as an earlier attempt may have left it.</summary>
    private bool IsExpected(ModelVisibilityChange change, ModelVisibility now) =>
        sent.TryGetValue(change.Id, out var earlier) ? earlier.MayHaveLeft(now) : now.HasSameValues(change.Before);

    private VisibilityPreferences WithoutRemoved(VisibilityPreferences preferences) =>
        preferences.Apply(changes.Select(change => change.RemovalFrom(preferences.GetEntry(change.Id))));

    private NanoGptException CreateLockException(Exception cause) =>
        CreateNotSentException(NanoGptErrorKind.Locked, $"The lock file '{options.LockPath}' cannot be used, and nothing was sent. {cause.Message}");

    private NanoGptException CreateNotSentException(NanoGptErrorKind kind, string message) =>
        new(kind, message, new RequestInfo("POST", new Uri(options.BaseUri, NanoGptClient.VisibilityPath), attempt: 0));
}
