using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>A server on loopback that behaves like NanoGPT's model API, and misbehaves on request.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestLog log;
    private readonly CannedResponses answers;
    private readonly PreferenceStore preferences;

    private SandboxServer(WebApplication app, RequestLog log, CannedResponses answers, PreferenceStore preferences)
    {
        this.app = app;
        this.log = log;
        this.answers = answers;
        this.preferences = preferences;
        BaseUri = new(app.Urls.Single());
    }

    /// <summary>Where the server is, with a slash at the end.</summary>
    public Uri BaseUri { get; }

    /// <summary>The requests so far, in order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => log.Read();

    /// <summary>What becomes of saved preferences when some are sent.</summary>
    public Upsert Upsert
    {
        get => preferences.Upsert;
        set => preferences.Upsert = value;
    }

    /// <summary>Whether ids are saved as the catalog writes them, whatever the case of their letters.</summary>
    public bool HasCanonicalIds
    {
        get => preferences.HasCanonicalIds;
        set => preferences.HasCanonicalIds = value;
    }

    /// <summary>Starts a server. What it has saved and what it has seen is its own.</summary>
    /// <exception cref="IOException">The catalog cannot be read, or the port is taken.</exception>
    /// <exception cref="InvalidDataException">The catalog is not a model list.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var catalog = options.CatalogPath is { } path ? Catalog.FromFile(path) : Catalog.BuiltIn;
        if (options.ModelCount is { } count) catalog = catalog.OfCount(count);
        var preferences = new PreferenceStore(catalog, options.Upsert);
        var log = new RequestLog();
        var answers = new CannedResponses();

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
        new VisibilityRoutes(preferences).Map(app);
        answers.Map(app);
        ControlRoutes.Map(app, log, answers);
        new PreferenceControlRoutes(preferences).Map(app);

        try
        {
            await app.StartAsync(cancellationToken);
            return new(app, log, answers, preferences);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests() => log.Clear();

    /// <summary>A base URI below which every answer has a fault, or as many as the fault says.</summary>
    /// <param name="spec">
    /// Names and <c>name=value</c> pairs with commas between, such as <c>status=429,retry-after=1</c>. A comma or a
    /// percent sign in a value is to be escaped. With <c>method=</c>, <c>skip=</c> and <c>times=</c> the fault is for
    /// some requests only; they are counted for each spec, and a <c>tag=</c> makes a spec of one's own.
    /// </param>
    public Uri Fault(string spec) => new(BaseUri, $"fault/{FaultSpec.Escape(spec)}/");

    /// <summary>A base URI below which every answer is this one.</summary>
    public Uri Answer(ReadOnlyMemory<byte> body, string contentType = "application/json", int status = 200) =>
        answers.Add(BaseUri, new(body, contentType, status));

    /// <summary>A base URI below which every answer is this one, in UTF-8.</summary>
    public Uri Answer(string body, string contentType = "application/json", int status = 200) =>
        Answer(Encoding.UTF8.GetBytes(body), contentType, status);

    /// <summary>The preferences that an account has saved; null when there are none.</summary>
    public JsonObject? GetSaved(Account account) => preferences[account].Document;

    /// <summary>
    /// Makes these the saved preferences of an account, whatever is in them: the service answers them as they are.
    /// </summary>
    /// <param name="account">Whose preferences they are.</param>
    /// <param name="document">What stands in <c>modelPreferences</c>; null for a null there.</param>
    public void Save(Account account, JsonObject? document) => preferences[account].Save(document);

    /// <summary>Takes an account's preferences away: the service answers no <c>modelPreferences</c> at all.</summary>
    public void RemoveSaved(Account account) => preferences[account].Remove();

    /// <summary>Changes an account's preferences right before a request for them is answered, as another writer may.</summary>
    /// <param name="request">
    /// Which of the account's requests from now on, reading or saving, 1 the next. One that gets a fault in place of an
    /// answer is not counted.
    /// </param>
    /// <param name="account">Whose preferences change.</param>
    /// <param name="change">What is merged into them, to any depth. A null takes away what it names.</param>
    public void WriteBefore(int request, Account account, JsonObject change) =>
        preferences[account].WriteBefore(request, change);

    /// <summary>Answers a request to read an account's preferences with something else than what is saved.</summary>
    /// <param name="request">Which of the account's requests from now on, reading or saving, 1 the next.</param>
    /// <param name="account">Whose preferences are read.</param>
    /// <param name="answer">The whole answer.</param>
    public void AnswerWith(int request, Account account, JsonObject answer) => preferences[account].AnswerWith(request, answer);

    /// <summary>Makes something go wrong with an account's next request to save; called again, with the one after it.</summary>
    public void AddFault(Account account, SaveFault fault) => preferences[account].AddFault(fault);

    /// <summary>Forgets what an account's requests to come were to meet with.</summary>
    public void ResetFaults(Account account) => preferences[account].Reset();

    /// <summary>
    /// From now on accepts entries of these ids, and saves none of them: what was saved of them stays. All other ids are
    /// saved again.
    /// </summary>
    public void Ignore(params IEnumerable<string> ids) => preferences.Ignore(ids);

    /// <summary>Stops the server at once, whoever still waits for an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        return builder.Build();
    }

    /// <summary>Leaves Ctrl+C and its like to the process the server lives in.</summary>
    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
