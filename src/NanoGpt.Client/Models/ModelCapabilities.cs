using System.Text.Json;

namespace NanoGpt;

/// <summary>
/// What a model can do. True: it can; false: it can't; null: the service did not say. Capabilities that this version does
/// not know are under <see cref="ServiceObject.AdditionalProperties"/>.
/// See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
public sealed class ModelCapabilities : ServiceObject
{
    /// <summary>It reads pictures.</summary>
    public bool? Vision { get; internal set; }

    /// <summary>It thinks before it answers.</summary>
    public bool? Reasoning { get; internal set; }

    /// <summary>It calls tools (functions).</summary>
    public bool? ToolCalling { get; internal set; }

    /// <summary>It calls several tools in one turn.</summary>
    public bool? ParallelToolCalls { get; internal set; }

    /// <summary>It answers in a JSON schema that the request gives.</summary>
    public bool? StructuredOutput { get; internal set; }

    /// <summary>It reads PDF files.</summary>
    public bool? PdfUpload { get; internal set; }

    /// <summary>It watches videos.</summary>
    public bool? VideoInput { get; internal set; }

    /// <summary>It listens to sound.</summary>
    public bool? AudioInput { get; internal set; }

    /// <summary>Says of every capability the service spoke of, by its name here, whether the model has it.</summary>
    /// <returns>Names as they are spelled in this type, or by the service for those it does not know.</returns>
    public IEnumerable<KeyValuePair<string, bool>> All()
    {
        (string Name, bool? Value)[] known =
        [
            (nameof(Vision), Vision),
            (nameof(Reasoning), Reasoning),
            (nameof(ToolCalling), ToolCalling),
            (nameof(ParallelToolCalls), ParallelToolCalls),
            (nameof(StructuredOutput), StructuredOutput),
            (nameof(PdfUpload), PdfUpload),
            (nameof(VideoInput), VideoInput),
            (nameof(AudioInput), AudioInput),
        ];
        var others = Unknown?
            .Where(field => field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            .Select(field => (field.Key, (bool?)field.Value.GetBoolean())) ?? [];
        foreach (var (name, value) in known.Concat(others))
            if (value is { } said)
                yield return new(name, said);
    }

    /// <summary>Whether the model has a capability: true, false, or null where the service did not say.</summary>
    /// <param name="capability">
    /// Its name, as a property here (<c>ToolCalling</c>), as the service spells it (<c>tool_calling</c>), or its
    /// <see cref="ShortName"/> (<c>Tools</c>).
    /// </param>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public bool? Has(string capability)
    {
        var name = Plain(capability ?? throw new ArgumentNullException(nameof(capability)));
        bool? byShortName = null;
        foreach (var said in All())
        {
            if (IsName(Plain(said.Key))) return said.Value;
            // The service may come to use the same name for something else.
            if (IsName(ShortName(said.Key))) byShortName = said.Value;
        }
        return byShortName;

        bool IsName(string other) => string.Equals(other, name, StringComparison.OrdinalIgnoreCase);

        static string Plain(string name) => name.Replace("_", "").Replace("-", "");
    }

    /// <summary>The short name of a capability, as tables show it: <c>Tools</c> for <c>ToolCalling</c>.</summary>
    /// <param name="capability">Its name, as <see cref="All"/> gives it.</param>
    /// <returns>The name itself where there is no shorter one.</returns>
    public static string ShortName(string capability) => capability switch
    {
        nameof(ToolCalling) => "Tools",
        nameof(StructuredOutput) => "Json",
        nameof(Reasoning) => "Reason",
        nameof(PdfUpload) => "Pdf",
        nameof(VideoInput) => "Video",
        nameof(AudioInput) => "Audio",
        _ => capability,
    };

    /// <summary>The capabilities the model has, with a comma between.</summary>
    public override string ToString() => string.Join(", ", All().Where(said => said.Value).Select(said => said.Key));
}
