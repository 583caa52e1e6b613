using System.Collections;
using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Reads a model from whatever came through the pipeline: live, or a copy that Export-Clixml, Export-Csv, a job, a remote
/// session or ConvertFrom-Json has made.
/// </summary>
internal static class ModelReader
{
    /// <returns>Null for what is no model, because it has no id.</returns>
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
