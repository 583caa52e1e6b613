using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the ids of models with a saved preference. The tooltip shows the preference.</summary>
internal sealed class SavedIdCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetPreferences(session).SelectMany(entry => CreateCandidates(entry.Id, GetToolTip(entry)));

    private static string GetToolTip(ModelVisibility entry)
    {
        var visibility = entry.Visible switch { true => "visible", false => "not visible", null => "visibility not saved" };
        return entry.Category is null ? visibility : $"{visibility}, {entry.Category}";
    }
}
