using System.Management.Automation;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Compare-NanoGptModel: which models came, which went, and what changed of the others.</summary>
[Cmdlet(VerbsData.Compare, "NanoGptModel")]
[OutputType(typeof(ModelChange))]
public sealed class CompareNanoGptModelCommand : PSCmdlet
{
    private readonly List<PSObject?> difference = [];

    // Null is allowed in binding so that a null list gets an error that says what to do, and a null in a list one of its own.

    /// <summary>The older list: live models, or copies read back from CliXml, JSON or CSV. Not null.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowNull, AllowEmptyCollection]
    public PSObject?[]? ReferenceObject { get; set; }

    /// <summary>The newer list: live models, or copies read back from CliXml, JSON or CSV. Not null.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyCollection]
    public PSObject?[]? DifferenceObject { get; set; }

    /// <summary>Only changes of these properties; wildcards are allowed. Models that came or went are named all the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public string[]? Property { get; set; }

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
        var filter = Property is null ? null : new PropertyFilter(Property);
        var comparison = new ModelComparison(before, after, filter is null ? null : filter.Matches);
        foreach (var change in comparison.Changes) WriteObject(change);

        foreach (var name in filter?.Unmatched ?? [])
            WriteWarning($"Models have no property '{name}'. Those they have: Get-NanoGptModel -Detailed | Get-Member -MemberType Property; what is deeper is named like Capabilities.Vision.");
        if (comparison.IsLimitedToBasic)
            WriteWarning("One of the lists is basic, the other detailed: only Created and OwnedBy were compared, which both have. Get-NanoGptModel -Detailed lists the rest.");
        if (comparison.NotCompared.Count > 0)
            WriteWarning($"Not compared, because one of the lists lacks these properties or has only a text in their place, as a CSV file has: {string.Join(", ", comparison.NotCompared.Select(TerminalSanitizer.Sanitize))}. Export-Clixml and ConvertTo-Json -Depth 5 keep everything.");
        WarnAboutDuplicates(comparison.DuplicateReferenceIds, "reference");
        WarnAboutDuplicates(comparison.DuplicateDifferenceIds, "difference");
    }

    /// <summary>The models in a list. If it has other things only, it is not compared: every model would count as added or removed.</summary>
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
        if (ids.Count == 0) return;
        WriteWarning($"The {list} list has models with the same id, of which the last one counts: {TerminalSanitizer.SanitizeList(ids)}.");
    }
}
