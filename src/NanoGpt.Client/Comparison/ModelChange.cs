using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>A difference between two lists of models: a model that came or went, or a property that changed.</summary>
public sealed class ModelChange
{
    internal ModelChange(string id, ModelChangeKind change) => (Id, Change) = (id, change);

    internal ModelChange(string id, string property, object? before, object? after) : this(id, ModelChangeKind.Changed)
    {
        (Property, Before, After) = (property, before, after);
        Percent = ComparableValue.PercentChange(before, after);
    }

    /// <summary>The model's id.</summary>
    public string Id { get; }

    /// <summary>Whether the model came, went, or is another than it was.</summary>
    public ModelChangeKind Change { get; }

    /// <summary>
    /// What changed, as a person types it after the dot: <c>PromptPrice</c>, <c>Capabilities.Vision</c>. Null for a model
    /// that came or went.
    /// </summary>
    public string? Property { get; }

    /// <summary>
    /// What the older list says: text, <see cref="bool"/>, <see cref="long"/> or <see cref="decimal"/>, a date in UTC, or an
    /// array of these. Null: it does not say.
    /// </summary>
    public object? Before { get; }

    /// <summary>What the newer list says; see <see cref="Before"/>.</summary>
    public object? After { get; }

    /// <summary>By how many per cent a number grew; negative where it shrank. Null: there is no number to grow from.</summary>
    public decimal? Percent { get; }

    /// <summary>The id and what changed.</summary>
    public override string ToString() => Property is null ? $"{Id}: {Change}" : $"{Id}: {Property} {Before ?? "unknown"} -> {After ?? "unknown"}";
}
