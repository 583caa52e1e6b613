using System.Collections;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>Reads values from the pipeline.</summary>
internal static class PipelineValue
{
    /// <summary>
    /// Gets the value in a <see cref="PSObject"/>, or the properties of a custom object, for <see cref="BoundedTree"/>.
    /// </summary>
    public static object Unwrap(object value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom => custom.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value)),
        PSObject wrapped => wrapped.BaseObject,
        _ => value,
    };

    /// <summary>Gets the value of a property of an object, or of a key of a dictionary. Names are not case-sensitive.</summary>
    /// <returns><see langword="false"/> if there is no such property.</returns>
    public static bool TryGetProperty(PSObject input, string name, out object? value)
    {
        value = null;
        if (input.BaseObject is IDictionary dictionary)
        {
            var key = dictionary.Keys.Cast<object>().FirstOrDefault(key => name.Equals(key as string, StringComparison.OrdinalIgnoreCase));
            if (key is not null) value = UnwrapScalar(dictionary[key]);
            return key is not null;
        }
        if (input.Properties[name] is not { } property) return false;
        value = UnwrapScalar(property.Value);
        return true;
    }

    private static object? UnwrapScalar(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
