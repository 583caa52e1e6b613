namespace NanoGpt;

/// <summary>
/// An entry of the visibility preferences: the visibility and the category that an account has saved for a model.
/// See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public class ModelVisibility
{
    /// <summary>Initializes a new instance of the <see cref="ModelVisibility"/> class.</summary>
    /// <param name="id">The model's id.</param>
    /// <param name="visible">The visibility; <see langword="null"/> for none.</param>
    /// <param name="category">The account's category for the model; <see langword="null"/> for none.</param>
    public ModelVisibility(string id, bool? visible, string? category) => (Id, Visible, Category) = (id, visible, category);

    /// <summary>Gets the model's id. Ids are case-sensitive.</summary>
    public string Id { get; }

    /// <summary>Gets the saved visibility; <see langword="null"/> if only a category is saved.</summary>
    public bool? Visible { get; }

    /// <summary>Gets the account's category for the model; <see langword="null"/> if none is saved.</summary>
    public string? Category { get; }

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;

    internal bool HasSameValues(ModelVisibility other) => (Visible, Category) == (other.Visible, other.Category);
}
