namespace NanoGpt;

/// <summary>
/// Specifies the header that carries the API key. The service accepts both.
/// See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public enum AuthenticationHeader
{
    /// <summary><c>Authorization: Bearer &lt;key&gt;</c>.</summary>
    Bearer,

    /// <summary><c>x-api-key: &lt;key&gt;</c>.</summary>
    XApiKey,
}
