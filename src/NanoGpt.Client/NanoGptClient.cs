using NanoGpt.Http;

namespace NanoGpt;

/// <summary>
/// NanoGPT's model API. It keeps nothing between two calls, may be used from several threads at once, and need not be
/// disposed of: connections are the process's. See https://docs.nano-gpt.com/api-reference/endpoint/models.
/// </summary>
/// <param name="options">Where the service is, and with what to call it.</param>
public sealed class NanoGptClient(NanoGptClientOptions options)
{
    /// <summary>Lists text models.</summary>
    /// <param name="query">Which ones, and how.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The list, whose models are still to be read.</returns>
    /// <exception cref="NanoGptException">The service refused or could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ModelList> ListModelsAsync(ModelQuery query, CancellationToken cancellation = default) =>
        new(await SendAsync(HttpMethod.Get, query.Path, cancellation).ConfigureAwait(false), options.BaseUri);

    /// <summary>The one way out: every request goes through here, so retry has its place here.</summary>
    private Task<Exchange> SendAsync(HttpMethod method, string path, CancellationToken cancellation) =>
        Exchange.StartAsync(options, method, path, cancellation);
}
