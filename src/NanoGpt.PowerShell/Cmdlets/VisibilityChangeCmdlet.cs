using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>A cmdlet that changes the visibility preferences: it plans, asks, saves, and says what came of it.</summary>
public abstract class VisibilityChangeCmdlet : VisibilityCmdlet
{
    private protected VisibilityChangeCmdlet()
    {
    }

    /// <summary>Changes also what somebody else has changed since the preferences were first read, and saves again what has disappeared.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives each entry that has been changed, with what it was before.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Reads what is saved, plans the changes, and makes those that nobody declines. With none, nothing is sent.</summary>
    private protected void ApplyPlan(Func<VisibilityPreferences, IReadOnlyList<ModelVisibilityChange>> plan)
    {
        var session = ResolveSessionWithCookie();
        var saved = GetPreferences(session);
        var changes = plan(saved)
            .Where(change => ShouldProcess(TerminalSanitizer.Sanitize(change.Id), change.Description))
            .ToList();
        if (changes.Count == 0) return;

        CompletionCache.Current.ClearPreferences();
        var outcome = Wait(CreateClient(session).SetVisibilityAsync(saved, changes, Force, CancellationToken));
        foreach (var call in outcome.Requests) WriteRequestInfo(call);
        if (PassThru) WriteObject(outcome.Saved, enumerateCollection: true);
        foreach (var failure in outcome.Failed) WriteError(ErrorRecords.From(failure));
        if (outcome.UnexpectedlyChanged.Count > 0) WriteError(ErrorRecords.VisibilityUnexpectedlyChanged(outcome.UnexpectedlyChanged));
        if (outcome.LostProperties.Count > 0) WriteError(ErrorRecords.VisibilityPropertiesLost(outcome.LostProperties));
    }
}
