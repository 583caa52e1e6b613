namespace NanoGpt.Sandbox;

/// <summary>The faults of requests that save preferences.</summary>
public enum SaveFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The request succeeds, but takes effect only right before the third request after it.</summary>
    Late,

    /// <summary>Only the visibility values take effect, and the response has status code 503.</summary>
    Partial,
}
