using System.Collections;
using NanoGpt.Comparison;

namespace NanoGpt;

/// <summary>
/// The state of a model when a list was read: a <see cref="Model"/>, or a deserialized copy from a file or another process,
/// which can have lost its types.
/// </summary>
public sealed class ModelSnapshot
{
    private readonly object source;

    private ModelSnapshot(string id, ModelType type, object source) => (Id, Type, this.source) = (id, type, source);

    /// <summary>Gets the names of the properties that a copy can have, including <see cref="Id"/>.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = [.. ModelProperty.ForModel.Select(property => property.Name)];

    /// <summary>Gets the model's id. Never empty.</summary>
    public string Id { get; }

    /// <summary>Gets the catalog that lists the model; <see cref="ModelType.Text"/> if the copy does not contain it.</summary>
    public ModelType Type { get; }

    /// <summary>Gets the prompt price in USD per million tokens; <see langword="null"/> if unknown.</summary>
    public decimal? PromptPrice => source is Model model ? model.PromptPrice : GetPrice(nameof(PromptPrice));

    /// <summary>Gets the completion price in USD per million tokens; <see langword="null"/> if unknown.</summary>
    public decimal? CompletionPrice => source is Model model ? model.CompletionPrice : GetPrice(nameof(CompletionPrice));

    /// <summary>Gets the values by property path. Created on first use.</summary>
    internal FlattenedModel Flattened => field ??= new(source);

    /// <summary>Creates a snapshot of a model.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="model"/> is <see langword="null"/>.</exception>
    public static ModelSnapshot From(Model model) => new((model ?? throw new ArgumentNullException(nameof(model))).Id, model.Type, model);

    /// <summary>Creates a snapshot of a deserialized copy of a model.</summary>
    /// <param name="copy">
    /// The properties of the copy by name. Objects are dictionaries of the same kind, lists are arrays; other values are
    /// text, <see cref="bool"/>, numbers, dates and addresses of any type, or <see langword="null"/>.
    /// </param>
    /// <param name="unwrap">Returns the value inside a wrapper; see <see cref="BoundedTree.Create"/>.</param>
    /// <returns><see langword="null"/> if the copy has no id, and therefore is not a model.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="copy"/> is <see langword="null"/>.</exception>
    public static ModelSnapshot? From(IEnumerable copy, Func<object, object>? unwrap = null) =>
        BoundedTree.Create(copy ?? throw new ArgumentNullException(nameof(copy)), unwrap) is IReadOnlyDictionary<string, object?> properties
        && properties.TryGetValue(nameof(Id), out var id) && id is string { Length: > 0 } text
            ? new(text, GetType(properties), properties)
            : null;

    /// <summary>Gets the type from a copy, which contains its name or its number.</summary>
    private static ModelType GetType(IReadOnlyDictionary<string, object?> properties) =>
        properties.TryGetValue(nameof(Type), out var value) && Enum.TryParse<ModelType>($"{value}", ignoreCase: true, out var type) ? type : default;

    private decimal? GetPrice(string name) => Flattened[name] as decimal?;
}
