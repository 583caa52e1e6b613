namespace NanoGpt;

/// <summary>The result of an update of the visibility preferences, from reading them back afterwards.</summary>
public sealed class VisibilityUpdateResult
{
    internal VisibilityUpdateResult(
        IReadOnlyList<RequestInfo> requests,
        IReadOnlyList<ModelVisibilityChange> saved,
        IReadOnlyList<ModelVisibilityChange> notRemoved,
        IReadOnlyList<VisibilityFailure> failed,
        IReadOnlyList<string> unexpectedlyChanged,
        IReadOnlyList<string> lostProperties) =>
        (Requests, Saved, NotRemoved, Failed, UnexpectedlyChanged, LostProperties) = (requests, saved, notRemoved, failed, unexpectedlyChanged, lostProperties);

    /// <summary>Gets the requests of the update.</summary>
    public IReadOnlyList<RequestInfo> Requests { get; }

    /// <summary>Gets the changes that are saved. Empty if all values were already saved and nothing was sent.</summary>
    public IReadOnlyList<ModelVisibilityChange> Saved { get; }

    /// <summary>
    /// Gets the changes of which NanoGPT kept a value that they should remove, with the values that are saved now: the
    /// service merges requests into the saved preferences, and does not remove a visibility.
    /// </summary>
    public IReadOnlyList<ModelVisibilityChange> NotRemoved { get; }

    /// <summary>Gets the changes that are not saved, for any other reason.</summary>
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
        List<ModelVisibilityChange> saved = [], notRemoved = [];
        List<VisibilityFailure> failed = [];
        foreach (var change in changes)
        {
            var entry = found.GetEntry(change.Id);
            if (entry.HasSameValues(change)) saved.Add(change.AsSaved());
            else if (LacksOnlyRemovals(change, entry)) notRemoved.Add(change.AsNotRemoved(entry));
            else failed.Add(CreateFailure(change, entry, sent, found));
        }
        HashSet<string> reported = [.. changes.Select(change => change.Id), .. failed.Select(failure => failure.Found.Id)];
        return new VisibilityUpdateResult(
            requests,
            saved,
            notRemoved,
            failed,
            [.. sent.GetDifferentIds(found).Where(id => !reported.Contains(id))],
            [.. sent.GetLostProperties(found)]);
    }

    private static VisibilityFailure CreateFailure(
        ModelVisibilityChange change, ModelVisibility entry, VisibilityPreferences sent, VisibilityPreferences found)
    {
        // There was no entry before, and there is none now: the service ignored the request.
        var reason = entry is { Visible: null, Category: null } && change.Before.HasSameValues(entry)
            ? VisibilityFailureReason.Ignored
            : VisibilityFailureReason.NotPersisted;
        var other = reason == VisibilityFailureReason.Ignored
            ? found.Entries.FirstOrDefault(other =>
                string.Equals(other.Id, change.Id, StringComparison.OrdinalIgnoreCase) && other.HasSameValues(change) && !sent.GetEntry(other.Id).HasSameValues(change))
            : null;
        return other is null ? new(change, entry, reason) : new(change, other, VisibilityFailureReason.SavedUnderOtherId);
    }

    /// <summary>Determines whether an entry has the values of a change, except that removed values are still there.</summary>
    private static bool LacksOnlyRemovals(ModelVisibilityChange change, ModelVisibility found) =>
        (found.Visible == change.Visible || (change.Visible is null && found.Visible == change.PreviousVisible))
        && (found.Category == change.Category || (change.Category is null && found.Category == change.PreviousCategory));
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

    /// <summary>
    /// Another value is saved: another writer changed it at the same time, or the service did not accept the value.
    /// </summary>
    NotPersisted,

    /// <summary>
    /// The service saved the entry under the id in <see cref="VisibilityFailure.Found"/>, which differs only in case.
    /// </summary>
    SavedUnderOtherId,
}
