namespace NanoGpt;

/// <summary>A plan that reverts earlier changes of the visibility preferences.</summary>
/// <param name="Changes">The changes to make, in the ordinal order of the ids. Entries that already have the values from
/// before the earlier changes are omitted.</param>
/// <param name="Conflicts">The ids of entries that another change has modified since the earlier changes. For them, the plan
/// reverts only the values that the earlier changes modified.</param>
public sealed record VisibilityUndo(IReadOnlyList<ModelVisibilityChange> Changes, IReadOnlyList<string> Conflicts);
