using System.Collections;

namespace NanoGpt.Completion;

/// <summary>Completes capabilities of models.</summary>
internal sealed class CapabilityCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters) =>
        GetDetailedModels(session, parameters)
            .SelectMany(model => model.Capabilities?.All().Where(capability => capability.Value).Select(capability => capability.Key) ?? [])
            .GroupBy(name => name)
            .SelectMany(group => CreateBothNames(group.Key, Quantity.Format(group.Count(), "model")));

    /// <summary>Creates the candidates for the name of a capability and for the short name in the table.</summary>
    private static IEnumerable<Candidate> CreateBothNames(string name, string toolTip)
    {
        var shortName = ModelCapabilities.ShortName(name);
        return shortName == name ? CreateCandidates(name, toolTip) : [.. CreateCandidates(name, toolTip), .. CreateCandidates(shortName, $"{name}, {toolTip}")];
    }
}
