namespace NanoGpt.Sandbox;

/// <summary>The effects of a fault.</summary>
internal enum FaultKind
{
    /// <summary>The normal response is sent.</summary>
    None,

    /// <summary>An error response is sent.</summary>
    Status,

    /// <summary>A redirect is sent.</summary>
    Redirect,

    /// <summary>A redirect to the requested address is sent.</summary>
    Loop,

    /// <summary>An HTML page is sent.</summary>
    Html,

    /// <summary>An empty body is sent.</summary>
    Empty,

    /// <summary>A compressed list that is huge when decompressed is sent.</summary>
    Bomb,

    /// <summary>A compressed list with one entry that is huge when decompressed is sent.</summary>
    Entry,

    /// <summary>The connection is aborted without a response.</summary>
    Drop,

    /// <summary>The body is truncated, and the response ends normally.</summary>
    Truncate,

    /// <summary>The connection is aborted within the body.</summary>
    Reset,

    /// <summary>The body stops after some bytes and never ends.</summary>
    Hold,

    /// <summary>The body stops after some models and never ends.</summary>
    HoldAfterModels,

    /// <summary>The body is sent a few bytes at a time and never ends.</summary>
    Trickle,
}
