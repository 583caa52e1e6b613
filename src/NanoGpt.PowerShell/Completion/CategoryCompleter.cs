using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the categories that the account has assigned.</summary>
internal sealed class CategoryCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetPreferences(session)
            .GroupBy(entry => entry.Category)
            .SelectMany(group => CreateCandidates(group.Key, Quantity.Format(group.Count(), "model")));
}
