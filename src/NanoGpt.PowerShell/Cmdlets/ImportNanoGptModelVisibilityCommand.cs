using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Import-NanoGptModelVisibility: saves the visibility preferences of a file.</summary>
[Cmdlet(VerbsData.Import, "NanoGptModelVisibility", DefaultParameterSetName = FilePaths.PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class ImportNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    /// <summary>Gets or sets the path of the file from Export-NanoGptModelVisibility.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FilePaths.PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>Gets or sets the path of the file, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilePaths.LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    /// <summary>Gets or sets a value that indicates whether to remove saved preferences that the file does not contain.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var entries = ReadFile(Path ?? LiteralPath!, isLiteral: LiteralPath is not null);
        ApplyPlan(saved => Replace ? saved.PlanReplace(entries) : saved.PlanMerge(entries));
    }

    /// <summary>
    /// Writes a warning: only -Replace removes values, and an error would make a scheduled job fail each time, although it cannot
    /// do more.
    /// </summary>
    private protected override void ReportNotRemoved(IReadOnlyList<ModelVisibilityChange> changes) => WriteWarning(
        $"{ErrorRecords.DescribeNotRemoved(changes)} To accept the saved values, add them to the file, for example with Export-NanoGptModelVisibility. To hide the models instead, add them with false.");
}
