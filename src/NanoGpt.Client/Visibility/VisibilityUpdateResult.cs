namespace NanoGpt;

/// <summary>The result of an update of the visibility preferences, from reading them back afterwards.</summary>
public sealed class VisibilityUpdateResult
{
    internal VisibilityUpdateResult(
        IReadOnlyList<RequestInfo> requests,
        IReadOnlyList<ModelVisibilityChange> saved,
        IReadOnlyList<VisibilityFailure> failed,
        IReadOnlyList<string> unexpectedlyChanged,
        IReadOnlyList<string> lostProperties) =>
        (Requests, Saved, Failed, UnexpectedlyChanged, LostProperties) = (requests, saved, failed, unexpectedlyChanged, lostProperties);

    /// <summary>Gets the requests of the update.</summary>
    public IReadOnlyList<RequestInfo> Requests { get; }

    /// <summary>Gets the changes that are saved. Empty if all values were already saved and nothing was sent.</summary>
    public IReadOnlyList<ModelVisibilityChange> Saved { get; }

    /// <summary>Gets the changes that are not saved.</summary>
    public IReadOnlyList<VisibilityFailure> Failed { get; }

    /// <summary>
    /// Gets the ids of entries outside this change that were sent unchanged and now have other values: the service or
    /// another writer changed them at the same time.
    /// </summary>
    public IReadOnlyList<string> UnexpectedlyChanged { get; }

    /// <summary>
    /// Gets the names of properties that this version does not know, that were sent unchanged, and that no longer exist.
    /// </summary>
    public IReadOnlyList<string> LostProperties { get; }

    internal static VisibilityUpdateResult Create(
        IReadOnlyCollection<ModelVisibilityChange> changes, VisibilityPreferences sent, VisibilityPreferences found, IReadOnlyList<RequestInfo> requests)
    {
        var failed = changes
            .Select(change => (Change: change, Found: found.GetEntry(change.Id)))
            .Where(pair => !pair.Found.HasSameValues(pair.Change))
            .Select(pair => CreateFailure(pair.Change, pair.Found, sent, found))
            .ToList();
        HashSet<string> notSaved = [.. failed.Select(failure => failure.Change.Id)];
        HashSet<string> reported = [.. changes.Select(change => change.Id), .. failed.Select(failure => failure.Found.Id)];
        return new VisibilityUpdateResult(
            requests,
            [.. changes.Where(change => !notSaved.Contains(change.Id))],
            failed,
            [.. sent.GetDifferentIds(found).Where(id => !reported.Contains(id))],
            [.. sent.GetLostProperties(found)]);
    }

    private static VisibilityFailure CreateFailure(
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
        // There was no entry before, and there is none now: the service ignored the request.
        if (found is { Visible: null, Category: null } && change.Before.HasSameValues(found)) return VisibilityFailureReason.Ignored;
        var lacksOnlyRemovals = found.Visible == (change.Visible ?? change.PreviousVisible)
            && found.Category == (change.Category ?? change.PreviousCategory);
        return lacksOnlyRemovals ? VisibilityFailureReason.NotRemoved : VisibilityFailureReason.NotPersisted;
    }
}

/// <summary>A change that was sent but is not saved.</summary>
/// <param name="Change">The change that was sent.</param>
/// <param name="Found">The entry that is saved instead.</param>
/// <param name="Reason">The most likely reason.</param>
public sealed record VisibilityFailure(ModelVisibilityChange Change, ModelVisibility Found, VisibilityFailureReason Reason);

/// <summary>Specifies why a change that was sent is not saved.</summary>
public enum VisibilityFailureReason
{
    /// <summary>The service does not know the id and ignores the entry.</summary>
    Ignored,

    /// <summary>The service merges requests into the saved preferences, and therefore does not remove values.</summary>
    NotRemoved,

    /// <summary>
    /// Another value is saved: another writer changed it at the same time, or the service did not accept the value.
    /// </summary>
    NotPersisted,

    /// <summary>
    /// The service saved the entry under the id in <see cref="VisibilityFailure.Found"/>, which differs only in case.
    /// </summary>
    SavedUnderOtherId,
}
