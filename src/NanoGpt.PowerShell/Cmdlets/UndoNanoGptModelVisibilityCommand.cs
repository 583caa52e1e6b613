using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Undo-NanoGptModelVisibility: reverts changes of the visibility preferences. All changes of the pipeline are reverted in one operation.</summary>
[Cmdlet(VerbsCommon.Undo, "NanoGptModelVisibility", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class UndoNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    private readonly List<ModelVisibilityChange> changes = [];

    /// <summary>Gets or sets the changes, oldest first: live objects, or deserialized copies from CliXml or JSON.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    // Collects all changes first: the cmdlet that makes them can still be running.

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject)
            if (Read(input, PreferenceReader.ReadChange, ErrorRecords.NotAChange) is { } change && IsWellFormed(change))
                changes.Add(change);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (changes.Count == 0) return;
        ApplyPlan(saved =>
        {
            var undo = saved.PlanUndo(changes);
            if (undo.Conflicts.Count > 0 && !Force) ThrowTerminatingError(ErrorRecords.UndoConflict(undo.Conflicts));
            return undo.Changes;
        });
    }

    private bool IsWellFormed(ModelVisibilityChange change) => IsWellFormed("id", change.Id) && IsWellFormed("category", change.PreviousCategory);
}
