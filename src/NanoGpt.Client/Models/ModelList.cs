using NanoGpt.Http;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// A list of models that is read as it arrives: the first are there while the last are still under way. It can be read
/// once. Disposing of it before its end breaks off the transfer.
/// </summary>
public sealed class ModelList : IAsyncEnumerable<Model>, IDisposable
{
    private readonly Exchange exchange;
    private readonly ModelListReader reader;

    internal ModelList(Exchange exchange, Uri host, Secret? key)
    {
        this.exchange = exchange;
        reader = new ModelListReader(exchange, host, key);
    }

    /// <summary>The request that the list answers.</summary>
    public RequestInfo Request => exchange.RequestInfo;

    /// <summary>How many models have been read so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many entries read so far have no id, and so are no models.</summary>
    public int SkippedEntryCount => reader.SkippedEntryCount;

    /// <summary>
    /// How many models read so far have a value that could not be read; it is kept among the model's
    /// <see cref="ServiceObject.AdditionalProperties"/>.
    /// </summary>
    public int InvalidEntryCount => reader.InvalidEntryCount;

    /// <summary>Reads the models, in the service's order. They can be read once.</summary>
    /// <exception cref="NanoGptException">The answer is no model list, or did not come whole.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ObjectDisposedException">They have been read already.</exception>
    public async IAsyncEnumerator<Model> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (reader.IsDisposed) throw new ObjectDisposedException(nameof(ModelList), "A model list can be read once.");
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

    /// <summary>Ends the transfer if it has not ended.</summary>
    public void Dispose()
    {
        reader.Dispose();
        exchange.Dispose();
    }
}
