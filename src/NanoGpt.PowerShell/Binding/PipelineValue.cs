using System.Management.Automation;

namespace NanoGpt;

/// <summary>Unwraps values from the pipeline.</summary>
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
}
