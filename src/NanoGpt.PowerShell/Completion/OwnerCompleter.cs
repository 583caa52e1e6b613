using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the owners of models.</summary>
internal sealed class OwnerCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetModels(session, parameters)
            .GroupBy(model => model.OwnedBy, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => CreateCandidates(group.Key, Quantity.Format(group.Count(), "model")));
}
