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
    private protected void Change(Func<VisibilityPreferences, IReadOnlyList<ModelVisibilityChange>> plan)
    {
        var session = ResolveSessionWithCookie();
        var saved = GetPreferences(session);
        var changes = plan(saved)
            .Where(change => ShouldProcess(HarmlessText.Of(change.Id), change.Description))
            .ToList();
        if (changes.Count == 0) return;

        SessionMemory.Current.ForgetPreferences();
        var outcome = Wait(CreateClient(session).SetVisibilityAsync(saved, changes, Force, Cancellation));
        foreach (var call in outcome.Calls) WriteReport(call);
        if (PassThru) WriteObject(outcome.Saved, enumerateCollection: true);
        foreach (var failure in outcome.Failed) WriteError(ErrorRecords.From(failure));
        if (outcome.Disturbed.Count > 0) WriteError(ErrorRecords.VisibilityDisturbed(outcome.Disturbed));
        if (outcome.LostFields.Count > 0) WriteError(ErrorRecords.VisibilityFieldsLost(outcome.LostFields));
    }
}
