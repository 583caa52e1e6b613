using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that change the visibility preferences: they plan, confirm, and save changes, and report the result.</summary>
public abstract class VisibilityChangeCmdlet : VisibilityPlanCmdlet
{
    private protected VisibilityChangeCmdlet()
    {
    }

    /// <summary>Gets or sets a value that overwrites conflicting changes of other clients, and restores entries that have disappeared.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value that indicates whether to return each changed entry, with its previous values.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Reads the preferences, plans the changes, and saves those that are confirmed. If there are none, sends no change.</summary>
    private protected void ApplyPlan(Func<VisibilityPreferences, IReadOnlyList<ModelVisibilityChange>> plan)
    {
        var session = ResolveSessionWithCookie();
        var saved = GetPreferences(session);
        var planned = plan(saved);
        WarnAboutUnknownIds(session, saved, planned);
        var changes = planned
            .Where(change => ShouldProcess(TerminalSanitizer.Sanitize(change.Id), change.Description))
            .ToList();
        if (changes.Count == 0) return;

        CompletionCache.Current.ClearPreferences();
        var result = Wait(CreateClient(session).SetVisibilityAsync(saved, changes, Force, CancellationToken));
        foreach (var request in result.Requests) WriteRequestInfo(request);
        if (PassThru) WriteObject(result.Saved.Concat(result.NotRemoved).OrderBy(change => change.Id, StringComparer.Ordinal), enumerateCollection: true);
        foreach (var failure in result.Failed) WriteError(ErrorRecords.From(failure));
        if (result.NotRemoved.Count > 0) ReportNotRemoved(result.NotRemoved);
        if (result.UnexpectedlyChanged.Count > 0) WriteError(ErrorRecords.VisibilityUnexpectedlyChanged(result.UnexpectedlyChanged));
        if (result.LostProperties.Count > 0) WriteError(ErrorRecords.VisibilityPropertiesLost(result.LostProperties));
    }

    /// <summary>Reports the changes of which NanoGPT kept a value that they should remove.</summary>
    private protected virtual void ReportNotRemoved(IReadOnlyList<ModelVisibilityChange> changes) => WriteError(ErrorRecords.VisibilityNotRemoved(changes));
}
