namespace NanoGpt;

/// <summary>What came of a change of the visibility preferences, as the service said when it was asked afterwards.</summary>
public sealed class VisibilityUpdateResult
{
    internal VisibilityUpdateResult(
        IReadOnlyList<RequestInfo> calls,
        IReadOnlyList<ModelVisibilityChange> saved,
        IReadOnlyList<VisibilityFailure> failed,
        IReadOnlyList<string> disturbed,
        IReadOnlyList<string> lostFields) =>
        (Requests, Saved, Failed, UnexpectedlyChanged, LostProperties) = (calls, saved, failed, disturbed, lostFields);

    /// <summary>The requests it took.</summary>
    public IReadOnlyList<RequestInfo> Requests { get; }

    /// <summary>The changes that are saved. Empty when somebody else had made them all already, and nothing was sent.</summary>
    public IReadOnlyList<ModelVisibilityChange> Saved { get; }

    /// <summary>The changes that are not.</summary>
    public IReadOnlyList<VisibilityFailure> Failed { get; }

    /// <summary>
    /// The ids of entries that were not to be changed, were sent as they were, and are otherwise now: the service or
    /// somebody else changed them in the same moment.
    /// </summary>
    public IReadOnlyList<string> UnexpectedlyChanged { get; }

    /// <summary>
    /// The names of fields of the preferences that this version does not know, that were sent as they were, and that are
    /// no more.
    /// </summary>
    public IReadOnlyList<string> LostProperties { get; }

    internal static VisibilityUpdateResult Create(
        IReadOnlyCollection<ModelVisibilityChange> changes, VisibilityPreferences sent, VisibilityPreferences found, IReadOnlyList<RequestInfo> calls)
    {
        var failed = changes
            .Select(change => (Change: change, Found: found.GetEntry(change.Id)))
            .Where(pair => !pair.Found.HasSameValues(pair.Change))
            .Select(pair => FailureOf(pair.Change, pair.Found, sent, found))
            .ToList();
        HashSet<string> notSaved = [.. failed.Select(failure => failure.Change.Id)];
        HashSet<string> named = [.. changes.Select(change => change.Id), .. failed.Select(failure => failure.Found.Id)];
        return new VisibilityUpdateResult(
            calls,
            [.. changes.Where(change => !notSaved.Contains(change.Id))],
            failed,
            [.. sent.GetDifferentIds(found).Where(id => !named.Contains(id))],
            [.. sent.GetLostProperties(found)]);
    }

    private static VisibilityFailure FailureOf(
        ModelVisibilityChange change, ModelVisibility entry, VisibilityPreferences sent, VisibilityPreferences found)
    {
        var reason = GetFailureReason(change, entry);
        var other = reason == VisibilityFailureReason.Ignored
            ? found.Entries.FirstOrDefault(other =>
                string.Equals(other.Id, change.Id, StringComparison.OrdinalIgnoreCase) && other.HasSameValues(change) && !sent.GetEntry(other.Id).HasSameValues(change))
            : null;
        return other is null ? new(change, entry, reason) : new(change, other, VisibilityFailureReason.SavedUnderOtherId);
    }

    private static VisibilityFailureReason GetFailureReason(ModelVisibilityChange change, ModelVisibility found)
    {
        // It is as it was before, and there was nothing: the service has taken no notice.
        if (found is { Visible: null, Category: null } && change.Before.HasSameValues(found)) return VisibilityFailureReason.Ignored;
        var lacksOnlyRemovals = found.Visible == (change.Visible ?? change.PreviousVisible)
            && found.Category == (change.Category ?? change.PreviousCategory);
        return lacksOnlyRemovals ? VisibilityFailureReason.NotRemoved : VisibilityFailureReason.NotPersisted;
    }
}

/// <summary>A change that was sent and is not saved.</summary>
/// <param name="Change">What was sent.</param>
/// <param name="Found">What is saved instead.</param>
/// <param name="Reason">Why, as far as one can tell from here.</param>
public sealed record VisibilityFailure(ModelVisibilityChange Change, ModelVisibility Found, VisibilityFailureReason Reason);

/// <summary>Why a change that was sent is not saved.</summary>
public enum VisibilityFailureReason
{
    /// <summary>The service does not know the id and ignores the entry.</summary>
    Ignored,

    /// <summary>The service merges what is sent into what is saved, and so takes nothing away.</summary>
    NotRemoved,

    /// <summary>Something else is saved: somebody else wrote in the same moment, or the service did not accept the value.</summary>
    NotPersisted,

    /// <summary>The service saved the entry under the id in <see cref="VisibilityFailure.Found"/>, which differs in case.</summary>
    SavedUnderOtherId,
}
