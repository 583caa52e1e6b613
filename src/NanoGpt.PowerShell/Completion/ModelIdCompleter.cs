using System.Collections;
using System.Globalization;

namespace NanoGpt.Completion;

/// <summary>Completes the ids of models. The tooltip shows the name and the prices.</summary>
internal sealed class ModelIdCompleter : SessionCompleter
{
    private protected override IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters)
    {
        // A basic list has no names and prices, but an earlier detailed list may have them.
        var detailed = (CompletionCache.Current.GetDetailedModels(session, GetModelType(parameters)) ?? []).ToLookup(model => model.Id);
        return GetModels(session, parameters).SelectMany(model => CreateCandidates(model.Id, GetToolTip(detailed[model.Id].FirstOrDefault() ?? model)));
    }

    private static string GetToolTip(Model model) =>
        string.Join(", ", new[] { model.Name ?? model.OwnedBy ?? model.Id, FormatPrice(model) }.Where(part => part is not null));

    private static string? FormatPrice(Model model) => (model.PromptPrice, model.CompletionPrice, model.LowestImagePrice) switch
    {
        ({ } prompt, { } completion, _) => string.Format(CultureInfo.CurrentCulture, "{0:0.###} in, {1:0.###} out, USD per million tokens", prompt, completion),
        ({ } prompt, null, _) => string.Format(CultureInfo.CurrentCulture, "{0:0.###} USD per million tokens", prompt),
        (null, null, { } image) => string.Format(CultureInfo.CurrentCulture, "from {0:0.####} USD per image", image),
        _ => null,
    };
}
