using System.Management.Automation;
using NanoGpt.Binding;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Set-NanoGptModelVisibility: changes the visibility or the category of models, all of a pipeline at once.</summary>
[Cmdlet(VerbsCommon.Set, "NanoGptModelVisibility", DefaultParameterSetName = CategorySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class SetNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    private const string VisibleSet = "Visible";
    private const string CategorySet = "Category";

    private readonly List<string> ids = [];

    /// <summary>The models' ids, as NanoGPT writes them; models and visibilities pipe in.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ModelIdArgument]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[] Id { get; set; } = [];

    // Neither of the two comes from the pipeline: a model's own Category is NanoGPT's, and not for saving.

    /// <summary>Whether the models are to be visible.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VisibleSet)]
    public bool Visible { get; set; }

    /// <summary>
    /// The account's own category for the models, without white space around it; an empty one takes the category away.
    /// </summary>
    [Parameter(ParameterSetName = VisibleSet)]
    [Parameter(Mandatory = true, ParameterSetName = CategorySet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CategoryCompleter))]
    public string? Category { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Category is not null && !Utf16.IsWellFormed(Category)) ThrowTerminatingError(ErrorRecords.NotUnicode("category", Category));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            // No id has a * or a ?.
            if (id.IndexOfAny(['*', '?']) >= 0) WriteError(ErrorRecords.WildcardNotSupported(id));
            else if (!Utf16.IsWellFormed(id)) WriteError(ErrorRecords.NotUnicode("id", id));
            else ids.Add(id);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ids.Count == 0) return;
        bool? visible = ParameterSetName == VisibleSet ? Visible : null;
        var category = Category?.Trim();
        ApplyPlan(saved => saved.PlanMerge(ids.Select(id => new ModelVisibility(id, visible, category))));
    }
}
