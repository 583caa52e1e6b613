using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Compare-NanoGptModelVisibility: returns what an import of a file or of objects would change.</summary>
[Cmdlet(VerbsData.Compare, "NanoGptModelVisibility", DefaultParameterSetName = FilePaths.PathSet)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class CompareNanoGptModelVisibilityCommand : VisibilityPlanCmdlet
{
    private const string InputObjectSet = "InputObject";

    private readonly List<ModelVisibility> entries = [];

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

    /// <summary>
    /// Gets or sets the preferences to compare with: live objects, deserialized copies, or other objects with an Id and a Visible or
    /// Category property.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>
    /// Gets or sets a value that indicates whether saved preferences that the file or the objects do not contain are differences.
    /// </summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var input in InputObject)
            if (ReadPreference(input, ErrorRecords.NotAPreference) is { Entry: var entry })
                entries.Add(entry);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if ((Path ?? LiteralPath) is { } path) entries.AddRange(ReadFile(path, isLiteral: LiteralPath is not null));
        var session = ResolveSessionWithCookie();
        var saved = GetPreferences(session);
        var plan = Replace ? saved.PlanReplace(entries) : saved.PlanMerge(entries);
        WarnAboutUnknownIds(session, saved, plan);
        WriteObject(plan, enumerateCollection: true);
    }
}
