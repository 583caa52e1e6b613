using NanoGpt.Tests;

namespace NanoGpt.Desktop.Check;

/// <summary>Calls the client with the options of the checks.</summary>
internal static class Calls
{
    /// <summary>Creates options for one attempt without retries, with a time provider on which delays complete immediately.</summary>
    public static NanoGptClientOptions Options(Uri baseUri) => new()
    {
        BaseUri = baseUri,
        ApiKey = Secret.ApiKey(Sandbox.Key),
        SessionCookie = Secret.SessionCookie(Sandbox.Cookie),
        MaximumRetryCount = 0,
        TimeProvider = new AutoAdvanceTimeProvider(),
    };

    /// <summary>Lists models.</summary>
    public static Task<List<Model>> ListAsync(Uri baseUri, ModelQuery? query = null) => ListAsync(Options(baseUri), query);

    /// <inheritdoc cref="ListAsync(Uri, ModelQuery?)"/>
    public static async Task<List<Model>> ListAsync(NanoGptClientOptions options, ModelQuery? query = null)
    {
        var models = new List<Model>();
        using var list = await new NanoGptClient(options).ListModelsAsync(query ?? new());
        await foreach (var model in list) models.Add(model);
        return models;
    }

    /// <summary>Lists models and expects a failure.</summary>
    public static async Task<NanoGptException> FailAsync(NanoGptClientOptions options, ModelQuery? query = null)
    {
        var failure = await Expect.ThrowsAsync<NanoGptException>(() => ListAsync(options, query));
        Expect.True(!failure.ToString().Contains(Sandbox.Key), "no key in the error");
        return failure;
    }
}
