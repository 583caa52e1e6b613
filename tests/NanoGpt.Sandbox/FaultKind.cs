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

    /// <summary>A redirection to where the request came takes its place.</summary>
    Loop,

    /// <summary>A page takes its place.</summary>
    Html,

    /// <summary>An empty body takes its place.</summary>
    Empty,

    /// <summary>A list that is small on its way and huge when it is unpacked takes its place.</summary>
    Bomb,

    /// <summary>A list takes its place that is small on its way and has one huge entry.</summary>
    Entry,

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

    /// <summary>Its body comes a few bytes at a time, and never ends.</summary>
    Trickle,
}
