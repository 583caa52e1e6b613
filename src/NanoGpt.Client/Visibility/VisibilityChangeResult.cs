namespace NanoGpt;

/// <summary>Specifies whether a change of the visibility preferences is saved.</summary>
public enum VisibilityChangeResult
{
    /// <summary>The change is planned. Nothing was sent.</summary>
    Planned,

    /// <summary>The change is saved.</summary>
    Saved,

    /// <summary>
    /// NanoGPT kept a value that the change should remove, because it merges changes. All other values of the change are
    /// saved. The change has the values that are saved now.
    /// </summary>
    NotRemoved,
}
