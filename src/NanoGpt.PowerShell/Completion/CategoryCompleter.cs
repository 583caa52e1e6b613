using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the account's own categories.</summary>
public sealed class CategoryCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetPreferences(session)
            .GroupBy(entry => entry.Category)
            .SelectMany(named => CreateCandidates(named.Key, Quantity.Format(named.Count(), "model")));
}
