using NanoGpt.Http;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// A model list that is read while it arrives: the first models are available before the response is complete. It can be
/// enumerated once. Disposing it before the end stops the transfer.
/// </summary>
public sealed class ModelList : IAsyncEnumerable<Model>, IDisposable
{
    private readonly Exchange exchange;
    private readonly ModelListReader reader;

    internal ModelList(Exchange exchange, Uri host, Secret? key, ModelType type)
    {
        this.exchange = exchange;
        reader = new ModelListReader(exchange, host, key, type);
    }

    /// <summary>Gets the request that returned the list.</summary>
    public RequestInfo Request => exchange.RequestInfo;

    /// <summary>Gets the number of models read so far.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of entries read so far that were skipped because they have no id.</summary>
    public int SkippedEntryCount => reader.SkippedEntryCount;

    /// <summary>
    /// Gets the number of models read so far that have an invalid value. The value is kept in the model's
    /// <see cref="ServiceObject.AdditionalProperties"/>.
    /// </summary>
    public int InvalidEntryCount => reader.InvalidEntryCount;

    /// <summary>Reads the models in the order of the response. They can be enumerated once.</summary>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <exception cref="NanoGptException">The response is not a model list, or is incomplete.</exception>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The list has already been enumerated.</exception>
    public async IAsyncEnumerator<Model> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (reader.IsDisposed) throw new ObjectDisposedException(nameof(ModelList), "A model list can be enumerated only once.");
        using (this)
        {
            while (true)
            {
                exchange.StartWaiting();
                var model = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                exchange.StopWaiting();
                if (model is null) break;
                Count++;
                yield return model;
            }
        }
    }

    /// <summary>Stops the transfer if it is not complete.</summary>
    public void Dispose()
    {
        reader.Dispose();
        exchange.Dispose();
    }
}
