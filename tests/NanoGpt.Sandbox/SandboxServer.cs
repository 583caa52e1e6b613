using System.Net;
using System.Text;

namespace NanoGpt.Sandbox;

/// <summary>A server on loopback that behaves like NanoGPT's model API, and misbehaves on request.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestLog log;
    private readonly CannedAnswers answers;

    private SandboxServer(WebApplication app, RequestLog log, CannedAnswers answers)
    {
        this.app = app;
        this.log = log;
        this.answers = answers;
        BaseUri = new(app.Urls.Single());
    }

    /// <summary>Where the server is, with a slash at the end.</summary>
    public Uri BaseUri { get; }

    /// <summary>The requests so far, in order of arrival.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => log.Read();

    /// <summary>Starts a server. What it has saved and what it has seen is its own.</summary>
    /// <exception cref="IOException">The catalog cannot be read, or the port is taken.</exception>
    /// <exception cref="InvalidDataException">The catalog is not a model list.</exception>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var catalog = options.CatalogPath is { } path ? Catalog.FromFile(path) : Catalog.BuiltIn;
        var preferences = Preferences.OfAllAccounts();
        var log = new RequestLog();
        var answers = new CannedAnswers();

        var app = Build(options.Port);
        app.Use(log.RecordAsync);
        app.Use(FaultMiddleware.AnswerAsync);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(page =>
        {
            var (request, response) = (page.HttpContext.Request, page.HttpContext.Response);
            response.WriteError(
                response.StatusCode, ErrorShape.OpenAi, $"{request.Method} {request.Path} is not a route.");
            return Task.CompletedTask;
        }));
        app.UseRouting();
        new ModelRoutes(catalog, preferences).Map(app);
        new VisibilityRoutes(catalog, preferences).Map(app);
        answers.Map(app);
        ControlRoutes.Map(app, log, answers);

        try
        {
            await app.StartAsync(cancellationToken);
            return new(app, log, answers);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void ForgetRequests() => log.Clear();

    /// <summary>A base URI below which every answer has a fault.</summary>
    /// <param name="spec">
    /// Names and <c>name=value</c> pairs with commas between, such as <c>status=429,retry-after=1</c>. A comma or a
    /// percent sign in a value is to be escaped.
    /// </param>
    public Uri Fault(string spec) => new(BaseUri, $"fault/{FaultSpec.Escape(spec)}/");

    /// <summary>A base URI below which every answer is this one.</summary>
    public Uri Answer(ReadOnlyMemory<byte> body, string contentType = "application/json", int status = 200) =>
        answers.Add(BaseUri, new(body, contentType, status));

    /// <summary>A base URI below which every answer is this one, in UTF-8.</summary>
    public Uri Answer(string body, string contentType = "application/json", int status = 200) =>
        Answer(Encoding.UTF8.GetBytes(body), contentType, status);

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
