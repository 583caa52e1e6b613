using System.Text.Json;

namespace NanoGpt;

/// <summary>
/// The capabilities of a model. Each is <see langword="true"/> if the model has it, <see langword="false"/> if it does
/// not, and <see langword="null"/> if the service did not send it. Capabilities that this version does not declare are in
/// <see cref="ServiceObject.AdditionalProperties"/>.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelCapabilities : ServiceObject
{
    /// <summary>Gets a value that indicates whether the model accepts images.</summary>
    public bool? Vision { get; internal set; }

    /// <summary>Gets a value that indicates whether the model reasons before it responds.</summary>
    public bool? Reasoning { get; internal set; }

    /// <summary>Gets a value that indicates whether the model calls tools (functions).</summary>
    public bool? ToolCalling { get; internal set; }

    /// <summary>Gets a value that indicates whether the model calls several tools in one turn.</summary>
    public bool? ParallelToolCalls { get; internal set; }

    /// <summary>Gets a value that indicates whether the model's output follows a JSON schema in the request.</summary>
    public bool? StructuredOutput { get; internal set; }

    /// <summary>Gets a value that indicates whether the model accepts PDF files.</summary>
    public bool? PdfUpload { get; internal set; }

    /// <summary>Gets a value that indicates whether the model accepts video.</summary>
    public bool? VideoInput { get; internal set; }

    /// <summary>Gets a value that indicates whether the model accepts audio.</summary>
    public bool? AudioInput { get; internal set; }

    /// <summary>Gets a value that indicates whether the model converts text to speech.</summary>
    public bool? TextToSpeech { get; internal set; }

    /// <summary>Gets a value that indicates whether the model converts speech to text.</summary>
    public bool? SpeechToText { get; internal set; }

    /// <summary>Returns each capability that the service sent, and whether the model has it.</summary>
    /// <returns>
    /// Names of properties of this type, or the service's names of capabilities that this type does not declare.
    /// </returns>
    public IEnumerable<KeyValuePair<string, bool>> All()
    {
        // LINQ over structs would be compiled when the first table of a process is shown.
        if (Vision is { } vision) yield return new(nameof(Vision), vision);
        if (Reasoning is { } reasoning) yield return new(nameof(Reasoning), reasoning);
        if (ToolCalling is { } toolCalling) yield return new(nameof(ToolCalling), toolCalling);
        if (ParallelToolCalls is { } parallelToolCalls) yield return new(nameof(ParallelToolCalls), parallelToolCalls);
        if (StructuredOutput is { } structuredOutput) yield return new(nameof(StructuredOutput), structuredOutput);
        if (PdfUpload is { } pdfUpload) yield return new(nameof(PdfUpload), pdfUpload);
        if (VideoInput is { } videoInput) yield return new(nameof(VideoInput), videoInput);
        if (AudioInput is { } audioInput) yield return new(nameof(AudioInput), audioInput);
        if (TextToSpeech is { } textToSpeech) yield return new(nameof(TextToSpeech), textToSpeech);
        if (SpeechToText is { } speechToText) yield return new(nameof(SpeechToText), speechToText);
        if (Unknown is null) yield break;
        foreach (var other in Unknown)
            if (other.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                yield return new(other.Key, other.Value.GetBoolean());
    }

    /// <summary>Determines whether the model has a capability.</summary>
    /// <param name="capability">
    /// The name of a property of this type (<c>ToolCalling</c>), the service's name (<c>tool_calling</c>), or the
    /// <see cref="ShortName"/> (<c>Tools</c>). Case is ignored.
    /// </param>
    /// <returns><see langword="null"/> if the service did not send the capability.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="capability"/> is <see langword="null"/>.</exception>
    public bool? Has(string capability)
    {
        var name = Normalize(capability ?? throw new ArgumentNullException(nameof(capability)));
        bool? byShortName = null;
        foreach (var known in All())
        {
            if (IsName(Normalize(known.Key))) return known.Value;
            // An exact name takes precedence: the service may add a capability with the same name.
            if (IsName(ShortName(known.Key))) byShortName = known.Value;
        }
        return byShortName;

        bool IsName(string other) => string.Equals(other, name, StringComparison.OrdinalIgnoreCase);

        static string Normalize(string name) => name.Replace("_", "").Replace("-", "");
    }

    /// <summary>Returns the short name of a capability that tables show, such as <c>Tools</c> for <c>ToolCalling</c>.</summary>
    /// <param name="capability">The name, as <see cref="All"/> returns it.</param>
    /// <returns>The name itself if there is no short name.</returns>
    public static string ShortName(string capability) => capability switch
    {
        nameof(ToolCalling) => "Tools",
        nameof(StructuredOutput) => "Json",
        nameof(Reasoning) => "Reason",
        nameof(PdfUpload) => "Pdf",
        nameof(VideoInput) => "Video",
        nameof(AudioInput) => "Audio",
        nameof(TextToSpeech) => "Tts",
        nameof(SpeechToText) => "Stt",
        _ => capability,
    };

    /// <summary>Returns the names of the capabilities that the model has, separated by commas.</summary>
    public override string ToString()
    {
        List<string> names = [];
        foreach (var capability in All())
            if (capability.Value)
                names.Add(capability.Key);
        return string.Join(", ", names);
    }
}
