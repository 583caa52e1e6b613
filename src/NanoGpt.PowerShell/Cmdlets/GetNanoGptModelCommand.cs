using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;
using NanoGpt.Completion;
using NanoGpt.Views;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptModel: lists models.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptModel", DefaultParameterSetName = TextSet)]
[OutputType(typeof(Model))]
public sealed class GetNanoGptModelCommand : ApiCmdlet
{
    private const string TextSet = "Text";
    private const string TypeSet = "Type";

    /// <summary>
    /// The start of the additional type name that selects a view: <c>Basic</c> for basic models, which have no columns for
    /// details, and the type of models other than text models.
    /// </summary>
    private const string ViewTypeName = "NanoGpt.Model#";

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

    /// <summary>Gets or sets the type of the models to return.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(Mandatory = true, ParameterSetName = TypeSet)]
    [SingleValueArgument]
    public ModelType Type { get; set; }

    /// <summary>Gets or sets the list of text models to return.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [SingleValueArgument]
    public ModelScope Scope { get; set; }

    /// <summary>Gets or sets a value that indicates whether to return names, prices, limits, and capabilities too.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Gets or sets the order of text models, or <see langword="null"/> for the default order.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [SingleValueArgument]
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
    protected override void BeginProcessing()
    {
        if (Type != ModelType.Text)
            foreach (var parameter in (string[])[nameof(Scope), nameof(Sort)])
                if (this.IsSpecified(parameter))
                    ThrowTerminatingError(ErrorRecords.TextOnlyParameter(parameter, Type));
        SerializationDepth.IncreaseForRemoting(this);
    }

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
        var query = new ModelQuery { Type = Type, Scope = Scope, Detailed = Detailed || Capability is not null || Search is not null, Sort = Sort };
        if (query.RequiresApiKey && session.Options.ApiKey is null) ThrowTerminatingError(ErrorRecords.ApiKeyMissing(query));
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
            foreach (var model in filter is { RequiresFullList: true } ? ReadAll(list, session, query, filter) : Read(list, session, query))
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
            WriteError(ErrorRecords.ModelNotFound(id, query, filter!.GetSuggestions(id)));
        if (list.Count > 0)
        {
            foreach (var owner in owners?.Missing ?? [])
                WriteWarning($"No model in the list is owned by '{TerminalSanitizer.Sanitize(owner)}'. {ErrorRecords.Suggest(owners!.GetSuggestions(owner)) ?? $"To list the owners, run {ErrorRecords.GetListCommand(Type)} | Group-Object OwnedBy."}");
            foreach (var capability in capabilities?.Unmatched ?? [])
                WriteWarning($"No model in the list reports the capability '{TerminalSanitizer.Sanitize(capability)}'. {ErrorRecords.Suggest(capabilities!.GetSuggestions(capability)) ?? $"To list the capabilities of a model, run ({ErrorRecords.GetListCommand(Type)} <id> -Detailed).Capabilities."}");
            if (!isAnyFound)
                WriteWarning($"No model in the list contains all words of '{TerminalSanitizer.Sanitize(string.Join(" ", Search!))}' in its id, name, or description.");
        }
        if (list.SkippedEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.SkippedEntryCount, "entry in the list has no id and was", "entries in the list have no id and were")} skipped.");
        if (list.InvalidEntryCount > 0)
            WriteWarning($"{Quantity.Format(list.InvalidEntryCount, "model has", "models have")} an invalid value. AdditionalProperties contains the value unchanged.");
    }

    private IEnumerable<Model> Read(ModelList list, Session session, ModelQuery query)
    {
        var listed = new List<Model>();
        var models = list.GetAsyncEnumerator(CancellationToken);
        while (Wait(models.MoveNextAsync()))
        {
            ViewWarmUp.Start(models.Current);
            if (listed.Count < CompletionCache.MaxModels) listed.Add(models.Current);
            yield return models.Current;
        }
        CompletionCache.Current.SetModels(session, query.Type, listed, query.Detailed);
    }

    private List<Model> ReadAll(ModelList list, Session session, ModelQuery query, ModelIdFilter filter)
    {
        var models = Read(list, session, query).ToList();
        foreach (var model in models) filter.MatchesLiterally(model.Id);
        return models;
    }

    private void Write(Model model, bool isDetailed)
    {
        if (isDetailed && model.Type == ModelType.Text)
        {
            WriteObject(model);
            return;
        }
        var output = new PSObject(model);
        output.TypeNames.Insert(0, ViewTypeName + (isDetailed ? model.Type.ToString() : "Basic"));
        WriteObject(output);
    }
}
