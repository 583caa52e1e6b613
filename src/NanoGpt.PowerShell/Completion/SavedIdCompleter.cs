using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the ids of models that a preference is saved of; the tooltip says which.</summary>
public sealed class SavedIdCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Session session, IDictionary parameters) =>
        Preferences(session).SelectMany(entry => Offer(entry.Id, ToolTip(entry)));

    private static string ToolTip(ModelVisibility entry)
    {
        var visibility = entry.Visible switch { true => "visible", false => "not visible", null => "visibility not saved" };
        return entry.Category is null ? visibility : $"{visibility}, {entry.Category}";
    }
}
