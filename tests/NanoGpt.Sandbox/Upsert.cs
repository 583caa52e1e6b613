namespace NanoGpt.Sandbox;

/// <summary>
/// What becomes of saved preferences when some are sent. The service says that it upserts, and not which of these it
/// means.
/// </summary>
public enum Upsert
{
    /// <summary>Entries that are sent are added to the saved maps; fields that are sent are set.</summary>
    Merge,

    /// <summary>What is sent takes the place of all that was saved.</summary>
    Replace,
}
