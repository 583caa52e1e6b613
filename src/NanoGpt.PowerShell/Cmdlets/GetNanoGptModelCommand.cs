using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptModel: lists models.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptModel")]
[OutputType(typeof(Model))]
public sealed class GetNanoGptModelCommand : ApiCmdlet
{
    /// <summary>What basic models are besides NanoGpt.Model, so that they have a view without empty columns.</summary>
    private const string BasicTypeName = "NanoGpt.Model#Basic";

    private readonly List<string> ids = [];

    /// <summary>Only the models with these ids, whatever their case; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>
    /// Only the models in whose id, name or description all of these words occur, whatever their case. The models are
    /// detailed then.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Search { get; set; }

    /// <summary>Which list.</summary>
    [Parameter]
    public ModelScope Scope { get; set; }

    /// <summary>Asks for names, prices, limits and capabilities too.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>An order other than the list's own.</summary>
    [Parameter]
    public ModelSort? Sort { get; set; }

    /// <summary>Only the models of these makers; wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnerCompleter))]
    public string[]? OwnedBy { get; set; }

    /// <summary>
    /// Only the models that have all of these capabilities, named as under Capabilities, as in the table, or as by the
    /// service. The models are detailed then.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[]? Capability { get; set; }

    /// <summary>The API key for this call only: a SecureString, or text that becomes one.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => SerializationDepth.IncreaseForRemoting(this);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Id is not null) ids.AddRange(Id);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An empty pipeline asks for nothing, not for everything.
        if (MyInvocation.ExpectingInput && ids.Count == 0) return;

        var session = ResolveSession(ApiKey);
        var query = new ModelQuery { Scope = Scope, Detailed = Detailed || Capability is not null || Search is not null, Sort = Sort };
        if (query.RequiresApiKey && session.Key is null) ThrowTerminatingError(ErrorRecords.ApiKeyMissing(Scope));
        if (Sort == ModelSort.Favorites && session.Key is null)
            WriteWarning("Favourites are an account's, and there is no API key: the list keeps its own order.");

        using var list = Wait(CreateClient(session).ListModelsAsync(query, CancellationToken));
        var filter = ids.Count == 0 ? null : new ModelIdFilter(ids);
        var capabilities = Capability is null ? null : new CapabilityFilter(Capability);
        var search = Search is null ? null : new ModelSearch(Search);
        var owners = OwnedBy is null ? null : new ModelIdFilter(OwnedBy);
        var isAnyFound = false;
        try
        {
            foreach (var model in filter is { RequiresFullList: true } ? ReadAll(list, session, query.Detailed, filter) : Read(list, session, query.Detailed))
            {
                // Each is asked of every model, for it keeps account of what it has met.
                var isNamed = filter?.Matches(model.Id) != false;
                var isOwned = owners?.Matches(model.OwnedBy ?? "") != false;
                var isCapable = capabilities?.Matches(model) != false;
                var isFound = search?.Matches(model) != false;
                isAnyFound |= isFound;
                if (isNamed && isOwned && isCapable && isFound) Write(model, query.Detailed);
            }
        }
        finally
        {
            // Also where somebody down the pipeline has enough, and nothing behind this is reached.
            WriteRequestInfo(list.Request, Quantity.Format(list.Count, "model"));
        }

        foreach (var id in filter?.Missing ?? [])
            WriteError(ErrorRecords.ModelNotFound(id, Scope, filter!.GetSuggestions(id)));
        if (list.Count > 0)
        {
            foreach (var owner in owners?.Missing ?? [])
                WriteWarning($"No model in the list is owned by '{TerminalSanitizer.Sanitize(owner)}'. {Suggestion(owners!.GetSuggestions(owner)) ?? "Get-NanoGptModel | Group-Object OwnedBy lists the owners."}");
            foreach (var capability in capabilities?.Unmatched ?? [])
                WriteWarning($"No model in the list says whether it has the capability '{TerminalSanitizer.Sanitize(capability)}'. {Suggestion(capabilities!.SimilarTo(capability)) ?? "Those of one model: (Get-NanoGptModel <id> -Detailed).Capabilities."}");
            if (!isAnyFound)
                WriteWarning($"No model in the list has all words of '{TerminalSanitizer.Sanitize(string.Join(" ", Search!))}' in its id, name, or description.");
        }
        if (list.SkippedEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.SkippedEntryCount, "of the list's entries has no id and was", "of the list's entries have no id and were")} left out.");
        if (list.InvalidEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.InvalidEntryCount, "of the models has", "of the models have")} a value that could not be read; it is under AdditionalProperties, as it came.");
    }

    /// <returns>Null where nothing is similar.</returns>
    private static string? Suggestion(IEnumerable<string> similar)
    {
        var names = string.Join(" or ", similar.Select(TerminalSanitizer.Sanitize));
        return names.Length == 0 ? null : $"Did you mean {names}?";
    }

    private IEnumerable<Model> Read(ModelList list, Session session, bool isDetailed)
    {
        var listed = new List<Model>();
        var models = list.GetAsyncEnumerator(CancellationToken);
        while (Wait(models.MoveNextAsync()))
        {
            if (listed.Count < CompletionCache.MaxModels) listed.Add(models.Current);
            yield return models.Current;
        }
        CompletionCache.Current.SetModels(session, listed, isDetailed);
    }

    private List<Model> ReadAll(ModelList list, Session session, bool isDetailed, ModelIdFilter filter)
    {
        var models = Read(list, session, isDetailed).ToList();
        foreach (var model in models) filter.MatchesLiterally(model.Id);
        return models;
    }

    private void Write(Model model, bool isDetailed)
    {
        if (isDetailed)
        {
            WriteObject(model);
            return;
        }
        var basic = new PSObject(model);
        basic.TypeNames.Insert(0, BasicTypeName);
        WriteObject(basic);
    }
}
