using System.Collections.ObjectModel;

namespace NanoGpt;

/// <summary>
/// Fields that have no property of their own, by the service's names. Read-only; its text is what <c>Export-Csv</c> writes.
/// </summary>
public sealed class AdditionalPropertiesDictionary : ReadOnlyDictionary<string, object?>
{
    internal AdditionalPropertiesDictionary(IDictionary<string, object?> fields) : base(fields)
    {
    }

    /// <summary>Each field with its name, such as <c>knowledge_cutoff: 2025-01</c>.</summary>
    public override string ToString() => ValueText.From(this);
}
