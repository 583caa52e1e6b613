using System.Management.Automation;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptModelVisibility: reads the saved visibility preferences, one object per model.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptModelVisibility")]
[OutputType(typeof(ModelVisibility))]
public sealed class GetNanoGptModelVisibilityCommand : VisibilityCmdlet
{
    private readonly List<string> ids = [];

    /// <summary>Gets or sets the ids of the entries to return. Ids are not case-sensitive and may contain wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SavedIdCompleter))]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is not null) ids.AddRange(Id);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An empty pipeline selects no models, not all models.
        if (MyInvocation.ExpectingInput && ids.Count == 0) return;

        var entries = GetPreferences(ResolveSessionWithCookie()).Entries.ToList();
        var filter = ids.Count == 0 ? null : new ModelIdFilter(ids);
        foreach (var entry in entries) filter?.MatchesLiterally(entry.Id);
        foreach (var entry in entries)
            if (filter?.Matches(entry.Id) != false) WriteObject(entry);
        foreach (var id in filter?.Missing ?? [])
            WriteError(ErrorRecords.VisibilityNotFound(id, filter!.GetSuggestions(id)));
    }
}
