using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the account's own categories.</summary>
public sealed class CategoryCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Session session, IDictionary parameters) =>
        Preferences(session)
            .GroupBy(entry => entry.Category)
            .SelectMany(named => Offer(named.Key, Quantity.Of(named.Count(), "model")));
}
