using System.Management.Automation;
using NanoGpt.Binding;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Set-NanoGptModelVisibility: changes the visibility or the category of models. All models of the pipeline are changed in one operation.</summary>
[Cmdlet(VerbsCommon.Set, "NanoGptModelVisibility", DefaultParameterSetName = CategorySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class SetNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    private const string VisibleSet = "Visible";
    private const string CategorySet = "Category";

    private readonly List<string> ids = [];

    /// <summary>Gets or sets the case-sensitive ids of the models. Accepts models and preferences from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ModelIdArgument(TextOnly = true)]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[] Id { get; set; } = [];

    // Neither parameter binds from the pipeline: the Category of a model belongs to the service and must not be saved.

    /// <summary>Gets or sets a value that indicates whether the models are visible.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VisibleSet)]
    public bool Visible { get; set; }

    /// <summary>
    /// Gets or sets the category that the account assigns to the models. White space around it is removed; an empty string removes
    /// the category.
    /// </summary>
    [Parameter(ParameterSetName = VisibleSet)]
    [Parameter(Mandatory = true, ParameterSetName = CategorySet)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CategoryCompleter))]
    public string? Category { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Category is not null && !Utf16.IsWellFormed(Category)) ThrowTerminatingError(ErrorRecords.InvalidUnicode("category", Category));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            if (ErrorRecords.InvalidId(id, MyInvocation.MyCommand.Name) is { } error) WriteError(error);
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
