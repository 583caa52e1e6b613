namespace NanoGpt.Sandbox;

/// <summary>What a fault does to the answer.</summary>
internal enum FaultKind
{
    /// <summary>Nothing: the normal answer follows.</summary>
    None,

    /// <summary>An error takes its place.</summary>
    Status,

    /// <summary>A redirection takes its place.</summary>
    Redirect,

    /// <summary>A page takes its place.</summary>
    Html,

    /// <summary>An empty body takes its place.</summary>
    Empty,

    /// <summary>There is none: the connection is aborted.</summary>
    Drop,

    /// <summary>Its body ends early, and properly.</summary>
    Truncate,

    /// <summary>The connection is aborted in its body.</summary>
    Reset,

    /// <summary>Its body stops, and never ends.</summary>
    Hold,

    /// <summary>Its body stops behind a model, and never ends.</summary>
    HoldAfterModels,
}
