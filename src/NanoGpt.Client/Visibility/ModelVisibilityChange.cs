namespace NanoGpt;

/// <summary>An entry of the visibility preferences as it is to be, or has become, with what it was before.</summary>
public sealed class ModelVisibilityChange : ModelVisibility
{
    internal ModelVisibilityChange(ModelVisibility before, bool? visible, string? category)
        : base(before.Id, visible, category) => (PreviousVisible, PreviousCategory) = (before.Visible, before.Category);

    /// <summary>Whether the model was visible. Null: it was not said.</summary>
    public bool? PreviousVisible { get; }

    /// <summary>The category the model had. Null: none.</summary>
    public string? PreviousCategory { get; }

    /// <summary>
    /// What changes, such as <c>visible: true -> false, category: none -> Coding</c>: fit for a message, unlike a category.
    /// </summary>
    public string Description => string.Join(", ", new[]
    {
        Visible == PreviousVisible ? null : $"visible: {Format(PreviousVisible)} -> {Format(Visible)}",
        Category == PreviousCategory ? null : $"category: {Format(PreviousCategory)} -> {Format(Category)}",
    }.Where(part => part is not null));

    internal ModelVisibility Before => new(Id, PreviousVisible, PreviousCategory);

    /// <summary>The same change of an entry that has been changed otherwise since.</summary>
    internal ModelVisibilityChange Rebase(ModelVisibility entry) => new(
        entry,
        Visible == PreviousVisible ? entry.Visible : Visible,
        Category == PreviousCategory ? entry.Category : Category);

    /// <summary>The part of this change that removes something from an entry.</summary>
    internal ModelVisibilityChange RemovalFrom(ModelVisibility entry) => new(
        entry,
        Visible is null && PreviousVisible is not null ? null : entry.Visible,
        Category is null && PreviousCategory is not null ? null : entry.Category);

    /// <summary>The same change as a continuation of an earlier one.</summary>
    internal ModelVisibilityChange After(ModelVisibilityChange earlier) => new(earlier.Before, Visible, Category);

    /// <summary>Whether an entry can be what this change, sent but not answered, left: none of it, all of it, or a part.</summary>
    internal bool MayHaveLeft(ModelVisibility entry) =>
        (entry.Visible == Visible || entry.Visible == PreviousVisible) && (entry.Category == Category || entry.Category == PreviousCategory);

    private static string Format(string? category) => category is null ? "none" : TerminalSanitizer.Sanitize(category);

    private static string Format(bool? visible) => visible switch { true => "true", false => "false", null => "not saved" };
}
