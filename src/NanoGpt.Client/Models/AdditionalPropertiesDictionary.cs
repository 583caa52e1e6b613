using System.Collections.ObjectModel;

namespace NanoGpt;

/// <summary>
/// A read-only dictionary of the JSON properties that the type does not declare, by the names that the service uses.
/// <c>Export-Csv</c> writes the result of <see cref="ToString"/>.
/// </summary>
public sealed class AdditionalPropertiesDictionary : ReadOnlyDictionary<string, object?>
{
    internal AdditionalPropertiesDictionary(IDictionary<string, object?> properties) : base(properties)
    {
    }

    /// <summary>Returns each name and value, such as <c>knowledge_cutoff: 2025-01</c>.</summary>
    public override string ToString() => ValueText.From(this);
}
