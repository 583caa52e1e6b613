namespace NanoGpt.Sandbox;

/// <summary>What goes wrong with a request that saves preferences.</summary>
public enum SaveFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is answered, and takes effect only before the third request after it.</summary>
    Late,

    /// <summary>Only its visibilities take effect, and it is answered with status 503.</summary>
    Partial,
}
