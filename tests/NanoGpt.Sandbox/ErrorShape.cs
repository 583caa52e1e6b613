namespace NanoGpt.Sandbox;

/// <summary>The shapes the service's error bodies come in.</summary>
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

    /// <summary>A page, as a proxy sends.</summary>
    Html,

    /// <summary>No body.</summary>
    Empty,
}
