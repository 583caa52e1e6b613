using System.Management.Automation;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Compare-NanoGptModel: which models came, which went, and what changed of the others.</summary>
[Cmdlet(VerbsData.Compare, "NanoGptModel")]
[OutputType(typeof(ModelChange))]
public sealed class CompareNanoGptModelCommand : PSCmdlet
{
    // Enough to find the others by.
    private const int NamedIds = 5;

    private readonly List<ModelSnapshot> difference = [];

    /// <summary>The older list: live models, or copies read back from CliXml or JSON.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowNull, AllowEmptyCollection]
    public PSObject?[]? ReferenceObject { get; set; }

    /// <summary>The newer list: live models, or copies read back from CliXml or JSON.</summary>
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
    protected override void ProcessRecord() => Read(DifferenceObject, difference);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<ModelSnapshot> reference = [];
        Read(ReferenceObject, reference);
        var filter = Property is null ? null : new PropertyFilter(Property);
        var comparison = new ModelComparison(reference, difference, filter is null ? null : filter.Matches);
        foreach (var change in comparison.Changes) WriteObject(change);

        foreach (var name in filter?.UnheardOf ?? [])
            WriteWarning($"Models have no property '{name}'. Those they have: Get-NanoGptModel -Detailed | Get-Member -MemberType Property; what is deeper is named like Capabilities.Vision.");
        if (comparison.IsLimitedToBasic)
            WriteWarning("One of the lists is basic, the other detailed: only Created and OwnedBy were compared, which both have. Get-NanoGptModel -Detailed lists the rest.");
        if (comparison.NotCompared.Count > 0)
            WriteWarning($"Not compared, because the copies in one of the lists do not have it whole: {Names(comparison.NotCompared)}. Export-Clixml and ConvertTo-Json -Depth 5 keep everything.");
        WarnOfRepeated(comparison.RepeatedInReference, "reference");
        WarnOfRepeated(comparison.RepeatedInDifference, "difference");
    }

    private void Read(PSObject?[]? inputs, List<ModelSnapshot> models)
    {
        foreach (var input in inputs ?? [])
        {
            if (ModelReader.Read(input) is { } model) models.Add(model);
            else WriteError(ErrorRecords.NotAModel(input));
        }
    }

    private void WarnOfRepeated(IReadOnlyCollection<string> ids, string list)
    {
        if (ids.Count == 0) return;
        var others = ids.Count > NamedIds ? $" and {ids.Count - NamedIds} more" : "";
        WriteWarning($"The {list} list has models with the same id, of which the last one counts: {Names(ids.Take(NamedIds))}{others}.");
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(HarmlessText.Of));
}
