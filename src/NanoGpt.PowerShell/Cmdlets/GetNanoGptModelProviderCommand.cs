using System.Management.Automation;
using System.Security;
using NanoGpt.Binding;
using NanoGpt.Completion;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptModelProvider: lists the providers that host a model. There is one request for each id.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptModelProvider")]
[OutputType(typeof(ModelProvider))]
public sealed class GetNanoGptModelProviderCommand : ApiCmdlet
{
    /// <summary>
    /// The maximum number of requests at the same time. With a latency of a third of a second, these reach the rate limit.
    /// </summary>
    private const int MaxConcurrentRequests = 8;

    // In the order of the input. Only the first is written, so the output has the same order.
    private readonly Queue<(string Id, Task<ServiceResponse<ModelProviderList>> Response)> pending = new();
    private NanoGptClient? client;
    private int skippedEntries;
    private int invalidLists;

    /// <summary>Gets or sets the case-sensitive ids of the models. Accepts models from the pipeline.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ModelIdArgument]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Gets or sets the API key for this call. A string is converted to a SecureString.</summary>
    [Parameter]
    [ApiKeyArgument]
    public SecureString? ApiKey { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => client = CreateClient(ResolveSession(ApiKey), sendSynchronously: false);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            if (ErrorRecords.InvalidId(id, MyInvocation.MyCommand.Name) is { } error)
            {
                WriteError(error);
                continue;
            }
            if (pending.Count == MaxConcurrentRequests) WriteNext();
            pending.Enqueue((id, client!.GetProvidersAsync(id, CancellationToken)));
            while (pending.Count > 0 && pending.Peek().Response.IsCompleted) WriteNext();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (pending.Count > 0) WriteNext();
        if (skippedEntries > 0)
            WriteWarning($"{Quantity.Format(skippedEntries, "provider in a list has no name and was", "providers in the lists have no name and were")} skipped.");
        if (invalidLists > 0)
            WriteWarning($"The providers of {Quantity.Format(invalidLists, "model")} include an invalid value, which counts as unknown, or invalid Unicode. If the value belongs to a provider, AdditionalProperties contains it unchanged.");
    }

    /// <summary>Waits for the first pending request, and writes its providers.</summary>
    private void WriteNext()
    {
        var (id, pendingResponse) = pending.Dequeue();
        ServiceResponse<ModelProviderList> response;
        try
        {
            response = WaitOrThrow(new ValueTask<ServiceResponse<ModelProviderList>>(pendingResponse));
        }
        catch (NanoGptException failure)
        {
            WriteError(ErrorRecords.From(failure, id));
            return;
        }
        var list = response.Value;
        WriteRequestInfo(response.Request, Quantity.Format(list.Providers.Count, "provider"));
        skippedEntries += list.SkippedEntryCount;
        if (response.HasInvalidValue) invalidLists++;
        if (!list.SupportsProviderSelection)
            WriteVerbose($"The model '{TerminalSanitizer.Sanitize(id)}' has no provider selection: NanoGPT selects the provider.");
        WriteObject(list.Providers, enumerateCollection: true);
    }
}
