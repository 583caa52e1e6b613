namespace NanoGpt;

/// <summary>A part of the settings that no call can be made with.</summary>
#pragma warning disable CA1032, CA1064 // Only the resolver makes one, and every cmdlet turns it into an error record.
internal sealed class ConfigurationException(string errorId, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public string ErrorId => errorId;
}
