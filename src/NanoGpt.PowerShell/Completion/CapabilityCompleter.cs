using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the capabilities that models have.</summary>
public sealed class CapabilityCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Session session, IDictionary parameters) =>
        DetailedModels(session, parameters)
            .SelectMany(model => model.Capabilities?.All().Where(said => said.Value).Select(said => said.Key) ?? [])
            .GroupBy(name => name)
            .SelectMany(named => Offer(named.Key, $"{named.Count()} models"));
}
