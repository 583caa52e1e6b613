using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// Something the service said. The service may add fields at any time; those that this version does not know are kept.
/// </summary>
public abstract class ServiceObject
{
    private static readonly AdditionalPropertiesDictionary Empty = new(new Dictionary<string, object?>());

    private protected ServiceObject()
    {
    }

    /// <summary>
    /// What the service said beyond the properties of this type, by the service's own field names: text, <see cref="bool"/>,
    /// <see cref="long"/>, <see cref="decimal"/> or <see cref="double"/>, arrays, dictionaries, or null. A known field
    /// whose value could not be read is here too, as it came. Empty, never null, when there is nothing more.
    /// </summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties =>
        // Made when somebody asks: most never do.
        Unknown is null ? Empty : field ??= ToClr(Unknown);

    /// <summary>The fields without a property of their own, as they came; null when there are none.</summary>
    internal Dictionary<string, JsonElement>? Unknown { get; set; }

    private static AdditionalPropertiesDictionary ToClr(Dictionary<string, JsonElement> fields) =>
        new(fields.ToDictionary(said => said.Key, said => JsonToClr.Convert(said.Value)));
}
