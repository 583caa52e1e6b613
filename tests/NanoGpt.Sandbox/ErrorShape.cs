namespace NanoGpt.Sandbox;

/// <summary>The formats of error bodies.</summary>
internal enum ErrorShape
{
    /// <summary><c>{"error":{"message","type","code"?}}</c></summary>
    OpenAi,

    /// <summary><c>{"error":"…","status":n}</c></summary>
    Flat,

    /// <summary><c>{"code":"…","message":"…"}</c></summary>
    Code,

    /// <summary><c>{"type":"error","error":{"type","message"}}</c></summary>
    Anthropic,

    /// <summary>An HTML page, as proxies send.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
