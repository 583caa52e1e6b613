namespace NanoGpt;

/// <summary>A planned or saved change of an entry of the visibility preferences: its new and its previous values.</summary>
public sealed class ModelVisibilityChange : ModelVisibility
{
    /// <summary>Initializes a new instance of the <see cref="ModelVisibilityChange"/> class for a planned change.</summary>
    /// <param name="before">The entry before the change.</param>
    /// <param name="visible">The new visibility; <see langword="null"/> to remove it.</param>
    /// <param name="category">The new category; <see langword="null"/> to remove it.</param>
    public ModelVisibilityChange(ModelVisibility before, bool? visible, string? category)
        : base(before.Id, visible, category) => (PreviousVisible, PreviousCategory) = (before.Visible, before.Category);

    /// <summary>Gets the previous visibility; <see langword="null"/> if none was saved.</summary>
    public bool? PreviousVisible { get; }

    /// <summary>Gets the previous category; <see langword="null"/> if none was saved.</summary>
    public string? PreviousCategory { get; }

    /// <summary>Gets a value that indicates whether the change is planned or saved, or whether NanoGPT kept a value that it should remove.</summary>
    public VisibilityChangeResult Result { get; private init; }

    /// <summary>
    /// Gets a description of the change, such as <c>visible: true -> false, category: none -> Coding</c>, sanitized for
    /// messages.
    /// </summary>
    public string Description => string.Join(", ", new[]
    {
        Describe("visible", Format(PreviousVisible), Format(Visible), KeepsVisible),
        Describe("category", Format(PreviousCategory), Format(Category), KeepsCategory),
    }.Where(part => part is not null));

    internal ModelVisibility Before => new(Id, PreviousVisible, PreviousCategory);

    /// <summary>Gets a value that indicates whether NanoGPT kept a category that the change should remove.</summary>
    internal bool KeepsCategory { get; private init; }

    private bool KeepsVisible { get; init; }

    /// <summary>Returns this change with the result <see cref="VisibilityChangeResult.Saved"/>.</summary>
    internal ModelVisibilityChange AsSaved() => new(Before, Visible, Category) { Result = VisibilityChangeResult.Saved };

    /// <summary>
    /// Returns what is saved of this change if NanoGPT kept values that it should remove, with the result
    /// <see cref="VisibilityChangeResult.NotRemoved"/>.
    /// </summary>
    internal ModelVisibilityChange AsNotRemoved(ModelVisibility found) => new(Before, found.Visible, found.Category)
    {
        Result = VisibilityChangeResult.NotRemoved,
        KeepsVisible = Visible is null && found.Visible is not null,
        KeepsCategory = Category is null && found.Category is not null,
    };

    /// <summary>Returns the opposite change.</summary>
    internal ModelVisibilityChange Reverse() => new(this, PreviousVisible, PreviousCategory);

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

    private static string? Describe(string name, string previous, string value, bool isKept)
    {
        if (isKept) return $"{name}: {value} (not removed)";
        return value == previous ? null : $"{name}: {previous} -> {value}";
    }

    private static string Format(string? category) => category is null ? "none" : TerminalSanitizer.Sanitize(category);

    private static string Format(bool? visible) => visible switch { true => "true", false => "false", null => "not saved" };
}
