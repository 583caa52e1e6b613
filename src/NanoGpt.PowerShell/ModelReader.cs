using System.Collections;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Reads a model from whatever came through the pipeline: live, or a copy that Export-Clixml, a job, a remote session or
/// ConvertFrom-Json has made.
/// </summary>
internal static class ModelReader
{
    // Deeper than any answer of the service's may be; what refers to itself would have no end.
    private const int DeepestCopy = 64;

    /// <returns>Null for what is no model, because it has no id.</returns>
    public static ModelSnapshot? Read(PSObject? input) => input?.BaseObject switch
    {
        null => null,
        Model model => ModelSnapshot.Of(model),
        IDictionary copy => ModelSnapshot.Of(Fields(copy, DeepestCopy)),
        _ when input.Properties[nameof(Model.Id)] is { Value: string } => ModelSnapshot.Of(
            ModelSnapshot.PropertyNames.Select(name => input.Properties[name]).Where(property => property is not null)
                .ToDictionary(property => property.Name, property => Plain(property.Value, DeepestCopy))),
        _ => null,
    };

    private static object? Plain(object? value, int depth) => value switch
    {
        _ when depth == 0 => null,
        PSObject { BaseObject: PSCustomObject } copy => copy.Properties.ToDictionary(field => field.Name, field => Plain(field.Value, depth - 1)),
        PSObject wrapped => Plain(wrapped.BaseObject, depth),
        IDictionary fields => Fields(fields, depth),
        string => value,
        IEnumerable list => list.Cast<object?>().Select(element => Plain(element, depth - 1)).ToArray(),
        _ => value,
    };

    private static Dictionary<string, object?> Fields(IDictionary fields, int depth)
    {
        var plain = new Dictionary<string, object?>();
        foreach (DictionaryEntry field in fields)
            plain[$"{field.Key}"] = Plain(field.Value, depth - 1);
        return plain;
    }
}
