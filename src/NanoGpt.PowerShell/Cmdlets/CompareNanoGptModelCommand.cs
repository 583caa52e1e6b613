using System.Management.Automation;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Compare-NanoGptModel: compares two lists of models, and returns the models added, removed, and changed.</summary>
[Cmdlet(VerbsData.Compare, "NanoGptModel")]
[OutputType(typeof(ModelChange))]
public sealed class CompareNanoGptModelCommand : PSCmdlet
{
    private readonly List<PSObject?> difference = [];

    // Binding allows null, so that a null list and a null element each get their own error.

    /// <summary>Gets or sets the reference list: live models, or deserialized copies from CliXml, JSON, or CSV. Not null.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowNull, AllowEmptyCollection]
    public PSObject?[]? ReferenceObject { get; set; }

    /// <summary>Gets or sets the difference list: live models, or deserialized copies from CliXml, JSON, or CSV. Not null.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyCollection]
    public PSObject?[]? DifferenceObject { get; set; }

    /// <summary>Gets or sets the properties to compare. Wildcards are allowed. Applies to changed models only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public string[]? Property { get; set; }

    /// <summary>Gets or sets the kinds of changes to return. By default, all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ModelChangeKind[]? Change { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ReferenceObject is null) ThrowTerminatingError(ErrorRecords.NullModelList(nameof(ReferenceObject)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DifferenceObject is null) ThrowTerminatingError(ErrorRecords.NullModelList(nameof(DifferenceObject)));
        else difference.AddRange(DifferenceObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var before = Read(ReferenceObject!, nameof(ReferenceObject));
        var after = Read(difference, nameof(DifferenceObject));
        var filter = Property is null || Change?.Contains(ModelChangeKind.Changed) == false ? null : new PropertyFilter(Property);
        var comparison = new ModelComparison(before, after, filter is null ? null : filter.Matches, Change);
        foreach (var change in comparison.Changes) WriteObject(change);

        foreach (var name in filter?.Unmatched ?? [])
            WriteWarning($"Models have no property '{name}'. To list the properties, run Get-NanoGptModel -Detailed | Get-Member -MemberType Property; specify a nested property as in Capabilities.Vision.");
        if (comparison.IsLimitedToBasic)
            WriteWarning("Only Created and OwnedBy were compared, because one list is basic and the other is detailed. To compare all properties, list both with Get-NanoGptModel -Detailed.");
        if (comparison.NotCompared.Count > 0)
            WriteWarning($"These properties were not compared, because one list does not have them or has them only as text, as in a CSV file: {string.Join(", ", comparison.NotCompared.Select(TerminalSanitizer.Sanitize))}. To keep all properties, use Export-Clixml or ConvertTo-Json -Depth 5.");
        WarnAboutDuplicates(comparison.DuplicateReferenceIds, "reference");
        WarnAboutDuplicates(comparison.DuplicateDifferenceIds, "difference");
    }

    /// <summary>
    /// Reads the models of a list. A list with other objects only is a terminating error: every model of the other list would be
    /// reported as added or removed.
    /// </summary>
    private List<ModelSnapshot> Read(IReadOnlyCollection<PSObject?> inputs, string parameter)
    {
        List<ModelSnapshot> models = [];
        List<PSObject?> others = [];
        foreach (var input in inputs)
        {
            if (ModelReader.Read(input) is { } model) models.Add(model);
            else others.Add(input);
        }
        if (models.Count == 0 && others.Count > 0) ThrowTerminatingError(ErrorRecords.NoModelInList(parameter, others[0]));
        foreach (var other in others) WriteError(ErrorRecords.NotAModel(other));
        return models;
    }

    private void WarnAboutDuplicates(IReadOnlyCollection<string> ids, string list)
    {
        if (ids.Count > 0)
            WriteWarning($"The {list} list contains duplicate ids, of which the last model was compared: {TerminalSanitizer.SanitizeList(ids)}.");
    }
}
