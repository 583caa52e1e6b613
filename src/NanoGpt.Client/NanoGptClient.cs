using NanoGpt.Compatibility;
using NanoGpt.Http;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// A client for NanoGPT's model API. It is stateless and thread-safe, and does not have to be disposed: all clients of the
/// process share their connections. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
/// <param name="options">The address, the credentials, and the limits.</param>
public sealed class NanoGptClient(NanoGptClientOptions options)
{
    internal const string VisibilityPath = "api/user/model-visibility";

    /// <summary>Lists models.</summary>
    /// <param name="query">The list to request, and its order and detail.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>The list. Its models are read from the response while the list is enumerated.</returns>
    /// <exception cref="ArgumentException">The query has a scope or a sort order, but does not list text models.</exception>
    /// <exception cref="NanoGptException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public async Task<ModelList> ListModelsAsync(ModelQuery query, CancellationToken cancellationToken = default)
    {
        if (query.HasInvalidOption) throw new ArgumentException("Only lists of text models have scopes and sort orders.", nameof(query));
        ReaderWarmUp.Start();
        var request = new ServiceRequest(HttpMethod.Get, query.Path, query.IsAnonymous ? Credential.None : Credential.ApiKey);
        var response = await SendAsync(attempt => Exchange.StartAsync(options, request, attempt, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ModelList(response, options.BaseUri, options.ApiKey, query.Type);
    }

    /// <summary>Lists the providers of a model and their prices.</summary>
    /// <param name="modelId">The id of the model.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The request failed, for example because there is no such model
    /// (<see cref="NanoGptErrorKind.NotFound"/>).</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<ServiceResponse<ModelProviderList>> GetProvidersAsync(string modelId, CancellationToken cancellationToken = default) =>
        SendAsync<ModelProviderList>(
            new ServiceRequest(HttpMethod.Get, $"api/models/{Uri.EscapeDataString(modelId)}/providers", Credential.ApiKey),
            "providers",
            (ModelProviderList list, ref JsonObjectReader json) => ModelProvidersJson.Read(list, modelId, ref json),
            cancellationToken);

    /// <summary>Reports the usage of the API key. Requires an API key.</summary>
    /// <param name="query">The days to report, and how to group them.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The request failed, or the report is not ready
    /// (<see cref="NanoGptErrorKind.UsageNotReady"/>).</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<ServiceResponse<UsageReport>> GetUsageAsync(UsageQuery query, CancellationToken cancellationToken = default) =>
        SendAsync<UsageReport>(
            new ServiceRequest(HttpMethod.Get, query.Path, Credential.ApiKey),
            "usage report",
            (UsageReport report, ref JsonObjectReader json) => UsageJson.Read(report, query.RowsProperty, ref json),
            cancellationToken);

    /// <summary>Reads the subscription of the account and its remaining allowance. Requires an API key.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<ServiceResponse<Subscription>> GetSubscriptionAsync(CancellationToken cancellationToken = default) =>
        SendAsync<Subscription>(
            new ServiceRequest(HttpMethod.Get, "api/subscription/v1/usage", Credential.ApiKey), "subscription", SubscriptionJson.Read, cancellationToken);

    /// <summary>Reads the balance of the account. Requires an API key. The request is a POST, but changes nothing.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<ServiceResponse<Balance>> GetBalanceAsync(CancellationToken cancellationToken = default) =>
        SendAsync<Balance>(
            new ServiceRequest(HttpMethod.Post, "api/check-balance", Credential.ApiKey), "balance", BalanceJson.Read, cancellationToken);

    /// <summary>Reads the visibility preferences of the account. Requires the session cookie.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The request failed.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<VisibilityPreferences> GetVisibilityAsync(CancellationToken cancellationToken = default) =>
        SendAsync(attempt => ReadVisibilityAsync(attempt, cancellationToken), cancellationToken);

    /// <summary>
    /// Changes entries of the account's visibility preferences and keeps all others, whether the service replaces the saved
    /// preferences or merges into them. Reads the preferences again immediately before it sends them, and reads them back
    /// afterwards. A lock serializes the processes on one machine. A change that another machine makes between that read and
    /// the request is lost, because the service has no concurrency control. Requires the session cookie.
    /// </summary>
    /// <param name="planned">The preferences that the changes were planned from. If a later read lacks one
    /// of their values, the read is repeated, so that only the changes remove values.</param>
    /// <param name="changes">The changes, from <see cref="VisibilityPreferences.PlanMerge"/> or
    /// <see cref="VisibilityPreferences.PlanReplace"/>. With none, nothing is sent.</param>
    /// <param name="force"><see langword="true"/> to overwrite changes that others have made since, and to restore values
    /// outside the changes that have disappeared since.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">A request failed; entries to change have been changed since, or others have
    /// disappeared (<see cref="NanoGptErrorKind.Conflict"/>); or another process holds the lock, or the lock file cannot be used
    /// (<see cref="NanoGptErrorKind.Locked"/>). In the last two cases, nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    public Task<VisibilityUpdateResult> SetVisibilityAsync(
        VisibilityPreferences planned,
        IReadOnlyCollection<ModelVisibilityChange> changes,
        bool force = false,
        CancellationToken cancellationToken = default) =>
        new VisibilityUpdate(this, options, planned, changes, force, cancellationToken).RunAsync();

    /// <summary>Makes one attempt to read the preferences.</summary>
    internal Task<VisibilityPreferences> ReadVisibilityAsync(int attempt, CancellationToken cancellationToken) =>
        ReadAsync(
            new ServiceRequest(HttpMethod.Get, VisibilityPath, Credential.SessionCookie), "visibility preferences", PreferencesJson.Read, attempt, cancellationToken);

    /// <summary>Makes one attempt to send preferences.</summary>
    internal async Task<RequestInfo> WriteVisibilityAsync(VisibilityPreferences preferences, int attempt, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Post, VisibilityPath, Credential.SessionCookie, preferences.ToJson());
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellationToken).ConfigureAwait(false);
        await exchange.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        return exchange.RequestInfo;
    }

    /// <summary>
    /// Sends a request and retries transient failures. Every request is sent by this method, and every request is idempotent:
    /// reads change nothing, even if they are POST requests, and preferences are always sent completely.
    /// See https://docs.nano-gpt.com/api-reference/miscellaneous/errors.
    /// </summary>
    /// <param name="send">Makes one attempt. Its argument is the number of the attempt; the first is 1.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    internal async Task<T> SendAsync<T>(Func<int, Task<T>> send, CancellationToken cancellationToken)
    {
        var timeProvider = options.TimeProvider;
        var started = timeProvider.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan delay;
            try
            {
                return await send(attempt).ConfigureAwait(false);
            }
            catch (NanoGptException failure) when (
                attempt <= options.MaximumRetryCount
                && RetryPolicy.GetNextDelay(failure, retry: attempt) is { } wait
                && timeProvider.GetElapsedTime(started) + wait <= options.MaxRetryDuration)
            {
                delay = wait;
                options.OnRetry?.Invoke(new(failure, Retry: attempt, delay));
            }
            await Platform.DelayAsync(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request for one JSON object.</summary>
    private Task<ServiceResponse<T>> SendAsync<T>(
        ServiceRequest request, string content, PropertiesReader<T> readProperties, CancellationToken cancellationToken)
        where T : ServiceObject, new() =>
        SendAsync(
            attempt => ReadAsync(
                request,
                content,
                (body, info) => new ServiceResponse<T>(ResponseJson.Read(body.Span, options.ApiKey, readProperties, out var hasInvalidValue), info, hasInvalidValue),
                attempt,
                cancellationToken),
            cancellationToken);

    /// <summary>Makes one attempt to read a complete response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="content">What the response contains, for the message if it does not.</param>
    /// <param name="read">Reads the body. A <see cref="FormatException"/> is a clause with the reason why the content is missing.</param>
    /// <param name="attempt">The number of the attempt.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    private async Task<T> ReadAsync<T>(
        ServiceRequest request, string content, Func<ReadOnlyMemory<byte>, RequestInfo, T> read, int attempt, CancellationToken cancellationToken)
    {
        using var exchange = await Exchange.StartAsync(options, request, attempt, cancellationToken).ConfigureAwait(false);
        var body = await exchange.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return read(body, exchange.RequestInfo);
        }
        catch (FormatException exception)
        {
            throw exchange.CreateInvalidResponse($"The response contains no {content}: {exception.Message}.");
        }
    }
}
