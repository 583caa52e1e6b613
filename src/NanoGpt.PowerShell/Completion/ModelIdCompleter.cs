using System.Collections;
using System.Globalization;

namespace NanoGpt.Completion;

/// <summary>Completes the ids of models; the tooltip has name and price.</summary>
public sealed class ModelIdCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> Candidates(Session session, IDictionary parameters)
    {
        // A basic list has neither name nor price; an earlier one may have had them.
        var detailed = (SessionMemory.Current.DetailedModelsOf(session) ?? []).ToLookup(model => model.Id);
        return Models(session, parameters).SelectMany(model => Offer(model.Id, ToolTip(detailed[model.Id].FirstOrDefault() ?? model)));
    }

    private static string ToolTip(Model model) =>
        string.Join(", ", new[] { model.Name ?? model.OwnedBy ?? model.Id, Price(model) }.Where(part => part is not null));

    private static string? Price(Model model) => (model.PromptPrice, model.CompletionPrice) is ({ } prompt, { } completion)
        ? string.Format(CultureInfo.CurrentCulture, "{0:0.###} in, {1:0.###} out, USD per million tokens", prompt, completion)
        : null;
}
