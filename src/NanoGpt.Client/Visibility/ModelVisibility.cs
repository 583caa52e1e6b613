namespace NanoGpt;

/// <summary>
/// What an account has saved about a model: whether it wants to see it, and under which heading.
/// See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public class ModelVisibility
{
    /// <summary>Makes an entry.</summary>
    /// <param name="id">The model's id.</param>
    /// <param name="visible">Whether it is visible. Null: not said.</param>
    /// <param name="category">The account's own category for it. Null: none.</param>
    public ModelVisibility(string id, bool? visible, string? category) => (Id, Visible, Category) = (id, visible, category);

    /// <summary>The model's id. Ids are told apart by the case of their letters too.</summary>
    public string Id { get; }

    /// <summary>Whether the model is visible. Null: only a category is saved.</summary>
    public bool? Visible { get; }

    /// <summary>The account's own category for the model. Null: none.</summary>
    public string? Category { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    internal bool HasSameValues(ModelVisibility other) => (Visible, Category) == (other.Visible, other.Category);
}
