using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>Checks a parameter's value while it is bound, so that what is wrong with it is said at once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ValidatedArgumentAttribute : ArgumentTransformationAttribute
{
    private protected ValidatedArgumentAttribute()
    {
    }

    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            // A copy or a custom object is its PSObject: the object inside tells nothing.
            return Convert(inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData)!;
        }
        catch (ArgumentException refused)
        {
            throw new ArgumentTransformationMetadataException(refused.Message);
        }
    }

    /// <summary>Gives the value as the parameter takes it.</summary>
    /// <exception cref="ArgumentException">It can't be taken; the message says why, and does not repeat a secret.</exception>
    private protected abstract object? Convert(object? value);
}
