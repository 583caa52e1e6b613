using System.Management.Automation;
using NanoGpt.Binding;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Set-NanoGptModelVisibility: changes the visibility or the category of models. All objects of the pipeline are changed in one operation.</summary>
[Cmdlet(VerbsCommon.Set, "NanoGptModelVisibility", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class SetNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    private readonly List<VisibilityAssignment> assignments = [];

    /// <summary>Gets or sets the case-sensitive ids of the models. Accepts models and preferences from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ModelIdArgument(TextOnly = true)]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[] Id { get; set; } = [];

    // Neither parameter binds from the pipeline: the Category of a model belongs to the service and must not be saved.

    /// <summary>Gets or sets a value that indicates whether the models are visible; <see langword="null"/> to remove the saved visibility.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [VisibilityArgument]
    [ArgumentCompleter(typeof(VisibleCompleter))]
    public bool? Visible { get; set; }

    /// <summary>
    /// Gets or sets the category that the account assigns to the models. White space around it is removed; an empty string removes
    /// the category.
    /// </summary>
    [Parameter(ParameterSetName = IdSet)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CategoryCompleter))]
    public string? Category { get; set; }

    /// <summary>
    /// Gets or sets the preferences to save exactly as they are: live objects, deserialized copies, or other objects with an Id and
    /// a Visible or Category property.
    /// </summary>
    [Parameter(ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ObjectListArgument]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var isSpecified = ParameterSetName == IdSet
            ? this.IsSpecified(nameof(Visible)) || this.IsSpecified(nameof(Category))
            : this.IsSpecified(nameof(InputObject)) || MyInvocation.ExpectingInput;
        if (!isSpecified) ThrowTerminatingError(ErrorRecords.VisibleOrCategoryMissing());
        if (Category is not null && !Utf16.IsWellFormed(Category)) ThrowTerminatingError(ErrorRecords.InvalidUnicode("category", Category));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id) Add(id);
        foreach (var input in InputObject ?? [])
            if (ReadPreference(input, CreateError) is { } preference)
                assignments.Add(preference);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (assignments.Count > 0) ApplyPlan(saved => saved.PlanAssignments(assignments));
    }

    private void Add(string id)
    {
        if (ErrorRecords.InvalidId(id, MyInvocation.MyCommand.Name) is { } error) WriteError(error);
        else assignments.Add(new(new ModelVisibility(id, Visible, Category?.Trim()), this.IsSpecified(nameof(Visible)), this.IsSpecified(nameof(Category))));
    }

    /// <summary>An id or a model needs a parameter, so the command cannot continue.</summary>
    private ErrorRecord CreateError(PSObject? input)
    {
        if (input is not null && PreferenceReader.IsModelOrId(input)) ThrowTerminatingError(ErrorRecords.VisibleOrCategoryMissing());
        return ErrorRecords.NotAPreference(input);
    }
}
