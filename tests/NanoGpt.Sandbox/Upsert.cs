namespace NanoGpt.Sandbox;

/// <summary>
/// How a request to save changes the saved preferences. The service documents an upsert, but not which of these it is.
/// </summary>
public enum Upsert
{
    /// <summary>Sent entries are merged into the saved maps, and sent properties are set.</summary>
    Merge,

    /// <summary>The sent preferences replace all saved preferences.</summary>
    Replace,
}
