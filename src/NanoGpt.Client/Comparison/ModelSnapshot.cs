using System.Collections;
using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>
/// What a list said of a model when it was read, whether the <see cref="Model"/> is still there or only a copy that has
/// been to a file or to another process, where types get lost.
/// </summary>
public sealed class ModelSnapshot
{
    private readonly object source;

    private ModelSnapshot(string id, object source) => (Id, this.source) = (id, source);

    /// <summary>The names of the properties that a copy can have, <see cref="Id"/> among them.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = [.. ModelProperty.ForModel.Select(property => property.Name)];

    /// <summary>What a request names the model by. Never empty.</summary>
    public string Id { get; }

    /// <summary>What reading the prompt costs, in USD per million tokens. Null: not known.</summary>
    public decimal? PromptPrice => source is Model model ? model.PromptPrice : GetPrice(nameof(PromptPrice));

    /// <summary>What writing the answer costs, in USD per million tokens. Null: not known.</summary>
    public decimal? CompletionPrice => source is Model model ? model.CompletionPrice : GetPrice(nameof(CompletionPrice));

    /// <summary>All that was said, property by property; gathered when somebody asks.</summary>
    internal FlattenedModel Flattened => field ??= new(source);

    /// <summary>A model as it is.</summary>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    public static ModelSnapshot From(Model model) => new((model ?? throw new ArgumentNullException(nameof(model))).Id, model);

    /// <summary>A copy of a model.</summary>
    /// <param name="copy">
    /// The properties that the copy has, by their names: a dictionary such as this one for what has properties of its own,
    /// lists as arrays, and else text, <see cref="bool"/>, numbers, dates and addresses of any type, or null.
    /// </param>
    /// <param name="unwrap">Gives the value that a wrapper in the copy stands for; see <see cref="BoundedTree.Create"/>.</param>
    /// <returns>Null when it has no id, and so is no model.</returns>
    /// <exception cref="ArgumentNullException">The copy is null.</exception>
    public static ModelSnapshot? From(IEnumerable copy, Func<object, object>? unwrap = null) =>
        BoundedTree.Create(copy ?? throw new ArgumentNullException(nameof(copy)), unwrap) is IReadOnlyDictionary<string, object?> fields
        && fields.TryGetValue(nameof(Id), out var id) && id is string { Length: > 0 } text
            ? new(text, fields)
            : null;

    private decimal? GetPrice(string name) => Flattened[name] as decimal?;
}
