using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>A difference between two model lists: an added or removed model, or a changed property.</summary>
public sealed class ModelChange
{
    internal ModelChange(string id, ModelChangeKind change) => (Id, Change) = (id, change);

    internal ModelChange(string id, string property, object? before, object? after) : this(id, ModelChangeKind.Changed)
    {
        (Property, Before, After) = (property, before, after);
        Percent = ComparableValue.PercentChange(before, after);
    }

    /// <summary>Gets the model's id.</summary>
    public string Id { get; }

    /// <summary>Gets a value that indicates whether the model was added, removed, or changed.</summary>
    public ModelChangeKind Change { get; }

    /// <summary>
    /// Gets the path of the changed property, such as <c>PromptPrice</c> or <c>Capabilities.Vision</c>;
    /// <see langword="null"/> if the model was added or removed.
    /// </summary>
    public string? Property { get; }

    /// <summary>
    /// Gets the value in the older list: text, <see cref="bool"/>, <see cref="long"/> or <see cref="decimal"/>, a date in UTC,
    /// or an array of these; <see langword="null"/> if the older list has none.
    /// </summary>
    public object? Before { get; }

    /// <summary>
    /// Gets the value in the newer list, of the same types as <see cref="Before"/>; <see langword="null"/> if the newer list
    /// has none.
    /// </summary>
    public object? After { get; }

    /// <summary>
    /// Gets the change of a number in percent, negative for a decrease; <see langword="null"/> if it is undefined.
    /// </summary>
    public decimal? Percent { get; }

    /// <summary>Returns the id and the change.</summary>
    public override string ToString() => Property is null ? $"{Id}: {Change}" : $"{Id}: {Property} {Before ?? "unknown"} -> {After ?? "unknown"}";
}
