namespace NanoGpt;

/// <summary>
/// Specifies a catalog: what its models produce or do.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models and …/endpoint/image-models.
/// </summary>
public enum ModelType
{
    /// <summary>Models that generate text. The only catalog with scopes and sort orders.</summary>
    Text,

    /// <summary>Models that generate or edit images.</summary>
    Image,

    /// <summary>Models that generate video.</summary>
    Video,

    /// <summary>Models that convert text to speech or speech to text.</summary>
    Audio,

    /// <summary>Models that convert text to vectors.</summary>
    Embedding,

    /// <summary>Models that classify content. The catalog requires an API key.</summary>
    Moderation,
}
