using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes the capabilities that models have.</summary>
public sealed class CapabilityCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetDetailedModels(session, parameters)
            .SelectMany(model => model.Capabilities?.All().Where(said => said.Value).Select(said => said.Key) ?? [])
            .GroupBy(name => name)
            .SelectMany(named => Offers(named.Key, Quantity.Format(named.Count(), "model")));

    /// <summary>A capability by its name, and by the short one that the table shows.</summary>
    private static IEnumerable<Candidate> Offers(string name, string toolTip)
    {
        var shortName = ModelCapabilities.ShortName(name);
        return shortName == name ? CreateCandidates(name, toolTip) : [.. CreateCandidates(name, toolTip), .. CreateCandidates(shortName, $"{name}, {toolTip}")];
    }
}
