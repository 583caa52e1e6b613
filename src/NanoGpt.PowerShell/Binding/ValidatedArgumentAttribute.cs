using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>Validates and converts the value of a parameter during parameter binding.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class ValidatedArgumentAttribute : ArgumentTransformationAttribute
{
    private protected ValidatedArgumentAttribute()
    {
    }

    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            // The base object of a deserialized copy or a custom object has no properties, so these stay wrapped.
            return Convert(inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData)!;
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message);
        }
    }

    /// <summary>Converts a value to the type of the parameter.</summary>
    /// <exception cref="ArgumentException">The value is invalid. The message states the reason and contains no secret.</exception>
    private protected abstract object? Convert(object? value);
}
