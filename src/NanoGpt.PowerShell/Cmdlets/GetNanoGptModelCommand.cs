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
    /// <summary>The additional type name of basic models, which selects a view without empty columns.</summary>
    private const string BasicTypeName = "NanoGpt.Model#Basic";

    private readonly List<string> ids = [];

    /// <summary>Gets or sets the ids of the models to return. Ids are not case-sensitive and may contain wildcards.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[]? Id { get; set; }

    /// <summary>
    /// Gets or sets words that must all occur in the id, name, or description of a model. They are not case-sensitive. The
    /// models are detailed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Search { get; set; }

    /// <summary>Gets or sets the list to return.</summary>
    [Parameter]
    public ModelScope Scope { get; set; }

    /// <summary>Gets or sets a value that indicates whether to return names, prices, limits, and capabilities too.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Gets or sets the order of the list, or <see langword="null"/> for the default order.</summary>
    [Parameter]
    public ModelSort? Sort { get; set; }

    /// <summary>Gets or sets the owners of the models to return. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnerCompleter))]
    public string[]? OwnedBy { get; set; }

    /// <summary>
    /// Gets or sets capabilities that a model must all have. Names are those of the Capabilities property, the table, or the
    /// service. The models are detailed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[]? Capability { get; set; }

    /// <summary>Gets or sets the API key for this call. A string is converted to a SecureString.</summary>
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
        // An empty pipeline selects no models, not all models.
        if (MyInvocation.ExpectingInput && ids.Count == 0) return;

        var session = ResolveSession(ApiKey);
        var query = new ModelQuery { Scope = Scope, Detailed = Detailed || Capability is not null || Search is not null, Sort = Sort };
        if (query.RequiresApiKey && session.Options.ApiKey is null) ThrowTerminatingError(ErrorRecords.ApiKeyMissing($"The {Scope.ToString().ToLowerInvariant()} list", Scope));
        if (Sort == ModelSort.Favorites && session.Options.ApiKey is null)
            WriteWarning("The list is in its default order, because -Sort Favorites requires an API key.");

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
                // Each filter must see every model, because it records which names it has found.
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
            // A downstream command such as Select-Object -First may stop the pipeline, so this is in a finally block.
            WriteRequestInfo(list.Request, Quantity.Format(list.Count, "model"));
        }

        foreach (var id in filter?.Missing ?? [])
            WriteError(ErrorRecords.ModelNotFound(id, Scope, filter!.GetSuggestions(id)));
        if (list.Count > 0)
        {
            foreach (var owner in owners?.Missing ?? [])
                WriteWarning($"No model in the list is owned by '{TerminalSanitizer.Sanitize(owner)}'. {ErrorRecords.Suggest(owners!.GetSuggestions(owner)) ?? "To list the owners, run Get-NanoGptModel | Group-Object OwnedBy."}");
            foreach (var capability in capabilities?.Unmatched ?? [])
                WriteWarning($"No model in the list reports the capability '{TerminalSanitizer.Sanitize(capability)}'. {ErrorRecords.Suggest(capabilities!.GetSuggestions(capability)) ?? "To list the capabilities of a model, run (Get-NanoGptModel <id> -Detailed).Capabilities."}");
            if (!isAnyFound)
                WriteWarning($"No model in the list contains all words of '{TerminalSanitizer.Sanitize(string.Join(" ", Search!))}' in its id, name, or description.");
        }
        if (list.SkippedEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.SkippedEntryCount, "entry in the list has no id and was", "entries in the list have no id and were")} skipped.");
        if (list.InvalidEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.InvalidEntryCount, "model has", "models have")} an invalid value. AdditionalProperties contains the value unchanged.");
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
