namespace NanoGpt;

/// <summary>A planned or saved change of an entry of the visibility preferences: its new and its previous values.</summary>
public sealed class ModelVisibilityChange : ModelVisibility
{
    internal ModelVisibilityChange(ModelVisibility before, bool? visible, string? category)
        : base(before.Id, visible, category) => (PreviousVisible, PreviousCategory) = (before.Visible, before.Category);

    /// <summary>Gets the previous visibility; <see langword="null"/> if none was saved.</summary>
    public bool? PreviousVisible { get; }

    /// <summary>Gets the previous category; <see langword="null"/> if none was saved.</summary>
    public string? PreviousCategory { get; }

    /// <summary>
    /// Gets a description of the change, such as <c>visible: true -> false, category: none -> Coding</c>, sanitized for
    /// messages.
    /// </summary>
    public string Description => string.Join(", ", new[]
    {
        Visible == PreviousVisible ? null : $"visible: {Format(PreviousVisible)} -> {Format(Visible)}",
        Category == PreviousCategory ? null : $"category: {Format(PreviousCategory)} -> {Format(Category)}",
    }.Where(part => part is not null));

    internal ModelVisibility Before => new(Id, PreviousVisible, PreviousCategory);

    /// <summary>Applies this change to an entry that another writer has changed since.</summary>
    internal ModelVisibilityChange Rebase(ModelVisibility entry) => new(
        entry,
        Visible == PreviousVisible ? entry.Visible : Visible,
        Category == PreviousCategory ? entry.Category : Category);

    /// <summary>Returns the part of this change that removes values from an entry.</summary>
    internal ModelVisibilityChange GetRemoval(ModelVisibility entry) => new(
        entry,
        Visible is null && PreviousVisible is not null ? null : entry.Visible,
        Category is null && PreviousCategory is not null ? null : entry.Category);

    /// <summary>Combines this change with an earlier one of the same entry.</summary>
    internal ModelVisibilityChange Combine(ModelVisibilityChange earlier) => new(earlier.Before, Visible, Category);

    /// <summary>Determines whether an entry is a possible result of this change after a request without a response: the
    /// change was not saved, saved, or saved in part.</summary>
    internal bool CanResultIn(ModelVisibility entry) =>
        (entry.Visible == Visible || entry.Visible == PreviousVisible) && (entry.Category == Category || entry.Category == PreviousCategory);

    private static string Format(string? category) => category is null ? "none" : TerminalSanitizer.Sanitize(category);

    private static string Format(bool? visible) => visible switch { true => "true", false => "false", null => "not saved" };
}
