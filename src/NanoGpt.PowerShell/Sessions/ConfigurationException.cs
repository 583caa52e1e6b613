namespace NanoGpt;

/// <summary>The exception for a setting or a path that a cmdlet cannot use.</summary>
#pragma warning disable CA1032, CA1064 // Only this assembly throws it, and each cmdlet converts it to an error record.
internal sealed class ConfigurationException(string errorId, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    /// <summary>Gets the id of the error record.</summary>
    public string ErrorId => errorId;
}
