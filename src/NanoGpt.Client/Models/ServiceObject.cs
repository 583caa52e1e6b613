using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// The base class of objects that the service sends. The service can add JSON properties at any time; an object keeps the
/// properties that its type does not declare.
/// </summary>
public abstract class ServiceObject
{
    private static readonly AdditionalPropertiesDictionary Empty = new(new Dictionary<string, object?>());

    private protected ServiceObject()
    {
    }

    /// <summary>
    /// Gets the JSON properties that this type does not declare, by the names that the service uses. Values are text,
    /// <see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/> or <see cref="double"/>, arrays, dictionaries, or
    /// <see langword="null"/>. A declared property with an invalid value is included, with the value that the service sent.
    /// Empty, never <see langword="null"/>, if there are none.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties =>
        // Converted on first use: most callers never read it.
        Unknown is null ? Empty : field ??= ToClr(Unknown);

    /// <summary>
    /// Gets or sets the JSON properties that this type does not declare, unconverted; <see langword="null"/> if there are
    /// none.
    /// </summary>
    internal Dictionary<string, JsonElement>? Unknown { get; set; }

    private static AdditionalPropertiesDictionary ToClr(Dictionary<string, JsonElement> properties) =>
        new(properties.ToDictionary(property => property.Key, property => JsonToClr.Convert(property.Value)));
}
