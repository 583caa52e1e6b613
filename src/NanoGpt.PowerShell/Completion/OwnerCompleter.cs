using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the makers of models.</summary>
public sealed class OwnerCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Session session, IDictionary parameters) =>
        Models(session, parameters)
            .GroupBy(model => model.OwnedBy, StringComparer.OrdinalIgnoreCase)
            .SelectMany(owned => Offer(owned.Key, Quantity.Of(owned.Count(), "model")));
}
