using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>A loopback server that simulates NanoGPT's model API and injects faults on request.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestLog log;
    private readonly CannedResponses responses;
    private readonly PreferenceStore preferences;

    private SandboxServer(WebApplication app, RequestLog log, CannedResponses responses, PreferenceStore preferences)
    {
        this.app = app;
        this.log = log;
        this.responses = responses;
        this.preferences = preferences;
        BaseUri = new(app.Urls.Single());
    }

    /// <summary>Gets the base URI, with a trailing slash.</summary>
    public Uri BaseUri { get; }

    /// <summary>Gets the received requests in order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => log.Read();

    /// <summary>Gets or sets how a request to save changes the saved preferences.</summary>
    public Upsert Upsert
    {
        get => preferences.Upsert;
        set => preferences.Upsert = value;
    }

    /// <summary>Gets or sets a value that indicates whether ids are saved in the letter case of the catalog.</summary>
    public bool HasCanonicalIds
    {
        get => preferences.HasCanonicalIds;
        set => preferences.HasCanonicalIds = value;
    }

    /// <summary>Starts a server with its own preferences and request log.</summary>
    /// <exception cref="IOException">The catalog cannot be read, or the port is in use.</exception>
    /// <exception cref="InvalidDataException">The catalog is not a model list.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var catalog = options.CatalogPath is { } path ? Catalog.FromFile(path) : Catalog.BuiltIn;
        if (options.ModelCount is { } count) catalog = catalog.WithCount(count);
        var preferences = new PreferenceStore(catalog, options.Upsert);
        var log = new RequestLog();
        var responses = new CannedResponses();

        var app = Build(options.Port);
        app.Use(log.RecordAsync);
        app.Use(new FaultMiddleware().InvokeAsync);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(page =>
        {
            var (request, response) = (page.HttpContext.Request, page.HttpContext.Response);
            response.WriteError(
                response.StatusCode, ErrorShape.OpenAi, $"{request.Method} {request.Path} is not a route.");
            return Task.CompletedTask;
        }));
        app.UseRouting();
        new ModelRoutes(catalog, preferences).Map(app);
        CatalogRoutes.Map(app);
        new ProviderRoutes(catalog).Map(app);
        new VisibilityRoutes(preferences).Map(app);
        AccountRoutes.Map(app);
        responses.Map(app);
        ControlRoutes.Map(app, log, responses);
        new PreferenceControlRoutes(preferences).Map(app);

        try
        {
            await app.StartAsync(cancellationToken);
            return new(app, log, responses, preferences);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Clears the received requests.</summary>
    public void ClearRequests() => log.Clear();

    /// <summary>Gets a base URI for which every response, or the number that the fault specifies, has a fault.</summary>
    /// <param name="spec">
    /// Comma-separated names and <c>name=value</c> pairs, such as <c>status=429,retry-after=1</c>. Escape commas and percent
    /// signs in values. With <c>method=</c>, <c>skip=</c>, and <c>times=</c>, the fault applies to some requests only.
    /// Requests are counted for each spec; a <c>tag=</c> makes a spec unique.
    /// </param>
    public Uri GetFaultUri(string spec) => new(BaseUri, $"fault/{FaultSpec.Escape(spec)}/");

    /// <summary>Adds a response and gets the base URI that returns it for every request.</summary>
    public Uri AddResponse(ReadOnlyMemory<byte> body, string contentType = "application/json", int status = 200) =>
        responses.Add(BaseUri, new(body, contentType, status));

    /// <summary>Adds a UTF-8 response and gets the base URI that returns it for every request.</summary>
    public Uri AddResponse(string body, string contentType = "application/json", int status = 200) =>
        AddResponse(Encoding.UTF8.GetBytes(body), contentType, status);

    /// <summary>Gets the saved preferences of an account; <see langword="null"/> if there are none.</summary>
    public JsonObject? GetSaved(Account account) => preferences[account].Document;

    /// <summary>
    /// Replaces the saved preferences of an account without validation. The service returns them unchanged.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="document">The value of <c>modelPreferences</c>; <see langword="null"/> for a JSON null.</param>
    public void Save(Account account, JsonObject? document) => preferences[account].Save(document);

    /// <summary>Removes the preferences of an account. Responses then have no <c>modelPreferences</c>.</summary>
    public void RemoveSaved(Account account) => preferences[account].Remove();

    /// <summary>Changes the preferences of an account right before a request is processed, as another writer can.</summary>
    /// <param name="request">
    /// The number of the account's request from now on, read or save; 1 is the next. Requests that get a fault instead of
    /// the normal response are not counted.
    /// </param>
    /// <param name="account">The account.</param>
    /// <param name="change">The change to merge recursively. A null removes the property.</param>
    public void WriteBefore(int request, Account account, JsonObject change) =>
        preferences[account].WriteBefore(request, change);

    /// <summary>Sets the response to a request that reads the preferences of an account.</summary>
    /// <param name="request">The number of the account's request from now on, read or save; 1 is the next.</param>
    /// <param name="account">The account.</param>
    /// <param name="response">The complete response body.</param>
    public void SetResponse(int request, Account account, JsonObject response) => preferences[account].SetResponse(request, response);

    /// <summary>Adds a fault for the next request of an account to save. A further call applies to the request after it.</summary>
    public void AddFault(Account account, SaveFault fault) => preferences[account].AddFault(fault);

    /// <summary>Removes all pending changes, responses, and faults of an account.</summary>
    public void ResetFaults(Account account) => preferences[account].Reset();

    /// <summary>
    /// Sets the ids whose entries are accepted but not saved. Their saved entries remain. Entries of all other ids are saved.
    /// </summary>
    public void Ignore(params IEnumerable<string> ids) => preferences.Ignore(ids);

    /// <summary>Stops the server immediately and aborts pending requests.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, ExternalLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        return builder.Build();
    }

    /// <summary>Leaves signals such as Ctrl+C to the host process.</summary>
    private sealed class ExternalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
