using System.Collections;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Reads a model from a pipeline object: a live model, or a deserialized copy from Import-Clixml, Import-Csv, a job, a remote
/// session, or ConvertFrom-Json.
/// </summary>
internal static class ModelReader
{
    /// <returns>The model, or <see langword="null"/> if the object has no id.</returns>
    public static ModelSnapshot? Read(PSObject? input) => input?.BaseObject switch
    {
        null => null,
        Model model => ModelSnapshot.From(model),
        IDictionary copy => ModelSnapshot.From(copy, PipelineValue.Unwrap),
        _ when input.Properties[nameof(Model.Id)] is { Value: string } => ModelSnapshot.From(
            ModelSnapshot.PropertyNames.Select(name => input.Properties[name]).Where(property => property is not null)
                .ToDictionary(property => property.Name, property => (object?)property.Value),
            PipelineValue.Unwrap),
        _ => null,
    };
}
